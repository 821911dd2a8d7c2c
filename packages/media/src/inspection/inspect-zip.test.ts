import { describe, expect, it } from 'vitest';
import { inspect } from '../testing/content-from.ts';
import { makeZip } from '../testing/make-zip.ts';

const OOXML = 'application/vnd.openxmlformats-officedocument';
const TYPES = '[Content_Types].xml';
const statement = (type: string) => ({ mimetype: type, 'META-INF/x': 'y' });

describe('what a ZIP holds decides what it is', () => {
  it.each([
    ['files', ['a.txt', 'b/c.txt'], 'application/zip', 'archive'],
    ['a Word document', [TYPES, 'word/document.xml'], `${OOXML}.wordprocessingml.document`, 'document'],
    [
      'a Word document whose parts list comes last',
      ['word/document.xml', TYPES],
      `${OOXML}.wordprocessingml.document`,
      'document',
    ],
    [
      'a Word document with macros',
      [TYPES, 'word/document.xml', 'word/vbaProject.bin'],
      'application/vnd.ms-word.document.macroenabled.12',
      'document',
    ],
    ['a workbook', [TYPES, 'xl/workbook.xml'], `${OOXML}.spreadsheetml.sheet`, 'document'],
    ['a slide show', [TYPES, 'ppt/presentation.xml'], `${OOXML}.presentationml.presentation`, 'document'],
    ['files named like a part', ['word/document.xml'], 'application/zip', 'archive'],
    ['a Java program', ['META-INF/MANIFEST.MF', 'A.class'], 'application/java-archive', 'executable'],
    [
      'an Android app',
      ['AndroidManifest.xml', 'META-INF/MANIFEST.MF'],
      'application/vnd.android.package-archive',
      'executable',
    ],
  ])('%s', async (_title, names, mimeType, kind) => {
    const zip = await makeZip(Object.fromEntries(names.map((name) => [name, undefined])));
    expect(await inspect(zip)).toMatchObject({ mimeType, kind, archive: { entries: names.length } });
  });

  it.each([
    ['application/epub+zip', 'document'],
    ['application/vnd.oasis.opendocument.text', 'document'],
    ['application/vnd.oasis.opendocument.spreadsheet', 'document'],
  ])('%s, which states itself', async (type, kind) => {
    expect(await inspect(await makeZip(statement(type)))).toMatchObject({ mimeType: type, kind });
  });

  it('nothing', async () => {
    const empty = { mimeType: 'application/zip', archive: { entries: 0, uncompressedBytes: 0 } };
    expect(await inspect(await makeZip({}))).toMatchObject(empty);
  });
});

describe('the directory of a ZIP', () => {
  it('is added up', async () => {
    const zip = await makeZip({ zeros: Buffer.alloc(1_000_000), more: Buffer.alloc(500_000) });
    expect((await inspect(zip)).archive).toEqual({
      depth: 1,
      entries: 2,
      uncompressedBytes: 1_500_000,
      expansionRatio: 1_500_000 / zip.length,
    });
  });

  it('is counted to one entry more than allowed', async () => {
    const zip = await makeZip(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.txt`, undefined])));
    expect((await inspect(zip, { maxEntries: 5 })).archive?.entries).toBe(6);
  });

  it('is found in front of bytes that do not belong to the archive', async () => {
    const zip = await makeZip({ zeros: Buffer.alloc(1_000_000) });
    const facts = await inspect(Buffer.concat([zip, Buffer.from('bytes after the end')]));
    expect(facts.archive?.uncompressedBytes).toBe(1_000_000);
    expect(facts).not.toHaveProperty('unparseable');
  });

  it('counts entries whose names climb out of their folder', async () => {
    const zip = await makeZip({ aaaaaaaaapasswd: undefined, 'b.txt': undefined });
    const climbing = Buffer.from(zip.toString('latin1').replaceAll('aaaaaaaaa', '../../../'), 'latin1');
    expect(climbing.includes('../../../passwd')).toBe(true);
    expect(await inspect(climbing)).toMatchObject({ archive: { entries: 2 } });
    expect(await inspect(climbing)).not.toHaveProperty('unparseable');
  });

  it('says that an entry is encrypted', async () => {
    const zip = await makeZip({ 'a.txt': undefined });
    const central = zip.lastIndexOf('PK\x01\x02');
    expect(await inspect(zip)).not.toHaveProperty('encrypted');
    zip.writeUInt16LE(zip.readUInt16LE(central + 8) | 1, central + 8);
    expect((await inspect(zip)).encrypted).toBe(true);
    // Strong encryption has a second flag, and its own opinion of every other field.
    zip.writeUInt16LE(zip.readUInt16LE(central + 8) | 0x41, central + 8);
    expect(await inspect(zip)).toMatchObject({ encrypted: true, archive: { entries: 1 } });
  });

  it('that was cut off makes the archive unparseable', async () => {
    const zip = await makeZip({ 'a.txt': undefined, 'b.txt': undefined });
    expect(await inspect(zip.subarray(0, -30))).toMatchObject({
      mimeType: 'application/zip',
      unparseable: expect.stringContaining('End of central directory'),
    });
  });

  it('that points outside the file makes the archive unparseable', async () => {
    const zip = await makeZip({ 'a.txt': undefined });
    zip.writeUInt32LE(0x7fffffff, zip.length - 6);
    expect((await inspect(zip)).unparseable).toMatch(/^zip: /);
  });
});
