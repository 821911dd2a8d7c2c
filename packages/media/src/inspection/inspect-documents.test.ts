import { describe, expect, it } from 'vitest';
import { inspect } from '../testing/content-from.ts';
import { makeCompoundFile } from '../testing/make-compound-file.ts';

/** A PDF as far as inspection reads: the header, a cross-reference table, a trailer. */
function makePdf(trailer: string, filler = ''): string {
  const start = `%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n${filler}`;
  const table = 'xref\n0 2\n0000000000 65535 f \n0000000015 00000 n \n';
  return `${start}${table}trailer\n<< /Size 2 /Root 1 0 R ${trailer}>>\nstartxref\n${start.length}\n%%EOF\n`;
}
const bytes = (text: string) => Buffer.from(text, 'latin1');
const LOCK = '/Encrypt 9 0 R ';

describe('a PDF', () => {
  it('is a document', async () => {
    const facts = await inspect(bytes(makePdf('')));
    expect(facts).toMatchObject({ kind: 'document', mimeType: 'application/pdf' });
    expect(facts).not.toHaveProperty('encrypted');
    expect(facts).not.toHaveProperty('unparseable');
  });

  it('of ASCII only is a document, too', async () => {
    expect((await inspect(makePdf('').replace(/[^\p{ASCII}]/gu, 'a'))).mimeType).toBe('application/pdf');
  });

  it('whose trailer names an encryption dictionary is encrypted', async () => {
    expect((await inspect(bytes(makePdf(LOCK)))).encrypted).toBe(true);
    expect((await inspect(bytes(makePdf('/Encrypt << /Filter /Standard >> ')))).encrypted).toBe(true);
  });

  it('that only speaks of encryption is not', async () => {
    expect(await inspect(bytes(makePdf('/EncryptMetadata true ', '(/Encrypt 9 0 R)\n')))).not.toHaveProperty(
      'encrypted',
    );
  });

  it('whose cross-reference stream names an encryption dictionary is encrypted, far from the end of the file', async () => {
    const start = '%PDF-1.7\n%\xe2\xe3\n';
    const stream = `7 0 obj\n<< /Type /XRef ${LOCK}/Length 4 >>\nstream\nabcd\nendstream\nendobj\n`;
    const filler = `%${'x'.repeat(1_500_000)}\n`;
    const end = (at: number) => `startxref\n${at}\n%%EOF\n`;
    expect((await inspect(bytes(start + stream + filler + end(start.length)))).encrypted).toBe(true);
    const late = start + filler + stream + filler;
    expect((await inspect(bytes(late + end(start.length + filler.length)))).encrypted).toBe(true);
  });

  it('is encrypted by its trailer even when the place of its table is wrong, which readers repair', async () => {
    const pdf = makePdf(LOCK).replace(/startxref\n\d+/, 'startxref\n99999');
    expect((await inspect(bytes(pdf))).encrypted).toBe(true);
  });

  it('that was cut off is unparseable', async () => {
    const pdf = makePdf('');
    for (const length of [20, 100, pdf.length - 8]) {
      expect((await inspect(bytes(pdf.slice(0, length)))).unparseable).toBe('pdf ends before its trailer');
    }
  });
});

describe('a compound file', () => {
  it.each([
    ['WordDocument', 'application/msword'],
    ['Workbook', 'application/vnd.ms-excel'],
    ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
    ['__properties_version1.0', 'application/vnd.ms-outlook'],
  ])('with the stream %s is %s', async (stream, mimeType) => {
    const file = makeCompoundFile(['Root Entry', '\u0005SummaryInformation', 'x', 'y', 'z', stream]);
    expect(await inspect(file)).toMatchObject({ mimeType, kind: 'document' });
  });

  it('with an encrypted package is locked', async () => {
    expect(await inspect(makeCompoundFile(['Root Entry', 'EncryptedPackage']))).toMatchObject({ encrypted: true });
  });

  it('of the installer class is a program', async () => {
    const file = makeCompoundFile(['Root Entry', 'x'], '84100c0000000000c000000000000046');
    expect(await inspect(file)).toMatchObject({ mimeType: 'application/x-msi', kind: 'executable' });
  });

  it('that was cut off is unparseable', async () => {
    const file = makeCompoundFile(['Root Entry', 'WordDocument']).subarray(0, 1000);
    expect((await inspect(file)).unparseable).toBe('compound file is cut off');
  });
});

describe('an MP4', () => {
  const box = (type: string, body: string) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(body.length + 8);
    return Buffer.concat([size, bytes(type + body)]);
  };
  const brands = box('ftyp', 'isom\0\0\x02\0isom');
  const [index, media] = [box('moov', 'tracks'), box('mdat', 'x'.repeat(1000))];

  it.each([
    ['with its index first', [brands, index, media]],
    ['with its index last', [brands, media, index]],
    ['with a last box of open size', [brands, index, bytes('\0\0\0\0mdat and so on')]],
    ['with a box of a size in 64 bits', [brands, bytes('\0\0\0\x01mdat\0\0\0\0\0\0\0\x14abcd'), index]],
    ['with padding that is no box', [brands, index, media, Buffer.alloc(7)]],
  ])('%s is a video', async (_title, boxes) => {
    const facts = await inspect(Buffer.concat(boxes));
    expect(facts).toMatchObject({ kind: 'video', mimeType: 'video/mp4' });
    expect(facts).not.toHaveProperty('unparseable');
  });

  it('that was cut off is unparseable', async () => {
    const file = Buffer.concat([brands, index, media]).subarray(0, -1);
    expect((await inspect(file)).unparseable).toBe('box mdat is cut off');
  });

  it('without an index is unparseable', async () => {
    expect((await inspect(Buffer.concat([brands, media]))).unparseable).toBe('media file has no moov box');
  });
});
