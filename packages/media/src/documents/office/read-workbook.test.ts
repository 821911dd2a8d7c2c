import { read, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { writeXlsx } from '../../../../../examples/samples/write-xlsx.ts';
import { makeZip } from '../../testing/make-zip.ts';
import { readSample, textsOf } from '../../testing/read-sample.ts';

const SHEETS = [
  {
    name: 'Levels',
    rows: [
      ['day', 'level', 'open'],
      [new Date('2026-02-28T00:00:00Z'), 3.25, true],
      [],
      [new Date('2026-03-01T13:30:00Z'), 4, false],
    ],
  },
  { name: 'Notes & more', rows: [['two\nlines', '', 'a\ttab']] },
];

const TEXTS = ['day\tlevel\topen\n2026-02-28\t3.25\tTRUE\n2026-03-01T13:30:00\t4\tFALSE', 'two lines\t\ta tab'];

describe('a workbook', () => {
  it('has a page for every sheet, rows as lines, and dates as ISO dates', async () => {
    expect(await readSample('xlsx', await writeXlsx(SHEETS))).toEqual({
      outcome: 'read',
      pages: TEXTS.map((text) => ({ text, confidence: 1 })),
      truncated: false,
      facts: { pages: 2, sheets: ['Levels', 'Notes & more'] },
      previews: [],
    });
  });

  it('of OpenDocument is read alike', async () => {
    const workbook = read(await writeXlsx(SHEETS.slice(0, 1)), { cellDates: true, UTC: true });
    const ods: unknown = write(workbook, { type: 'buffer', bookType: 'ods' });
    if (!Buffer.isBuffer(ods)) throw new TypeError('a buffer was expected');
    expect(await textsOf('ods', ods)).toEqual(TEXTS.slice(0, 1));
  });

  it('is cut where the sheets or the characters end', async () => {
    const workbook = await writeXlsx(SHEETS);
    expect(await readSample('xlsx', workbook, { maxPages: 1 })).toMatchObject({
      pages: [{}],
      truncated: true,
      facts: { pages: 2, sheets: ['Levels', 'Notes & more'] },
    });
    expect(await readSample('xlsx', workbook, { maxCharacters: 5 })).toMatchObject({
      pages: [{ text: 'day\tl' }],
      truncated: true,
    });
  });

  it('that writes one cell for millions is refused before it is opened', async () => {
    const names = ['office', 'table', 'text'].map(
      (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
    );
    const sheet = (rows: number, cell: string) =>
      makeZip({
        mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
        'META-INF/manifest.xml': '<manifest/>',
        'styles.xml': '<styles/>',
        'Content.xml': `<office:document-content ${names.join(' ')}><office:body><office:spreadsheet><table:table table:name="A"><table:table-row table:number-rows-repeated="${rows}">${cell}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
      });
    const filled =
      '<table:table-cell office:value-type="string" table:number-columns-repeated="3"><text:p>x</text:p></table:table-cell>';
    expect(await textsOf('ods', await sheet(1_000_000, filled))).toBe('expansion_too_high');
    expect(await textsOf('ods', await sheet(2, filled))).toEqual(['x\tx\tx\nx\tx\tx']);
    // As every workbook ends.
    const empty = '<table:table-cell table:number-columns-repeated="16384"/>';
    expect(await textsOf('ods', await sheet(1_048_576, empty))).toEqual(['']);
  });

  it('is unparseable when it is cut off or something else', async () => {
    const workbook = await writeXlsx(SHEETS);
    expect(await textsOf('xlsx', workbook.subarray(0, workbook.length / 2))).toBe('unparseable');
    expect(await textsOf('xlsx', 'day,level')).toBe('unparseable');
    expect(await textsOf('xlsx', await makeZip({ 'a.txt': 'a' }))).toBe('unparseable');
  });
});
