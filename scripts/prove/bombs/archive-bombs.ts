import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { makeTar } from '../../../packages/media/src/testing/make-tar.ts';
import { makeZip } from '../../../packages/media/src/testing/make-zip.ts';
import type { Bomb } from './bomb.ts';
import { u16le, u32le } from './make-boxes.ts';

const ZEROS = Buffer.alloc(64 * 1024 ** 2);
const EXPANDS = /^rejected: expansion_too_high$/;
const OOXML = {
  '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
};
const ODT = 'application/vnd.oasis.opendocument.text';

/** Entries by what their headers say; all of them may lie at the same place. */
function rawZip(entries: readonly { name: string; data: Buffer; claims: number; offset?: number }[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, data, claims, offset } of entries) {
    const label = Buffer.from(name);
    const sizes = Buffer.concat([u32le(crc32(data)), u32le(data.length), u32le(claims)]);
    const common = Buffer.concat([u16le(20), u16le(0), u16le(8), u32le(0), sizes, u16le(label.length), u16le(0)]);
    if (offset === undefined) locals.push(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, label, data]));
    central.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02', 'latin1'),
        u16le(20),
        common,
        Buffer.alloc(10),
        u32le(offset ?? at),
        label,
      ]),
    );
    if (offset === undefined) at += 30 + label.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.concat([
    Buffer.from('PK\x05\x06\0\0\0\0', 'latin1'),
    u16le(entries.length),
    u16le(entries.length),
    u32le(directory.length),
    u32le(at),
    u16le(0),
  ]);
  return Buffer.concat([...locals, directory, end]);
}

async function nestedZip(levels: number): Promise<Buffer> {
  let content = await makeZip({ 'a.txt': 'the innermost' });
  for (let level = 1; level < levels; level++) content = await makeZip({ 'inner.zip': content });
  return content;
}

/** Says it is small: only who inflates it sees what it is. */
const lying = (name: string, others: readonly { name: string; data: Buffer; claims: number }[] = []) => {
  const data = deflateRawSync(ZEROS);
  return rawZip([...others, { name, data, claims: 1000 }]);
};
const part = (name: string, text: string) => ({ name, data: deflateRawSync(Buffer.from(text)), claims: text.length });

const manyEntries = () => makeTar(Array.from({ length: 30_000 }, (_, i) => ({ name: `${i}`, content: '' })));

export const ARCHIVE_BOMBS: readonly Bomb[] = [
  { name: 'zip of 64 MB of zeros', expect: EXPANDS, make: () => makeZip({ zeros: ZEROS }) },
  {
    name: 'zip that claims 4 GB',
    expect: EXPANDS,
    make: () => rawZip([{ name: 'a', data: deflateRawSync(Buffer.alloc(10)), claims: 0xfffffff0 }]),
  },
  {
    name: 'zip whose 1,000 entries are the same bytes',
    expect: /^rejected: (unsafe_content|expansion_too_high)$/,
    make: () => {
      const data = deflateRawSync(Buffer.alloc(1_000));
      return rawZip(
        Array.from({ length: 1_000 }, (_, i) => ({ name: `${i}`, data, claims: 1_000, ...(i > 0 && { offset: 0 }) })),
      );
    },
  },
  { name: 'zip that says 1 KB and is 64 MB', expect: /^(read_document|rejected: .*)$/, make: () => lying('a.txt') },
  { name: 'zip in a zip, 6 deep', expect: /^rejected: too_deep$/, make: () => nestedZip(6) },
  { name: 'zip in a zip, 40 deep', expect: /^rejected: too_deep$/, make: () => nestedZip(40) },
  {
    name: 'zip with 60,000 entries',
    expect: /^rejected: too_many_entries$/,
    make: () => rawZip(Array.from({ length: 60_000 }, (_, i) => part(`${i}`, 'a'))),
  },
  {
    name: 'docx whose text is 64 MB',
    expect: EXPANDS,
    make: () => makeZip({ ...OOXML, 'word/document.xml': ZEROS }),
  },
  {
    name: 'docx that says 1 KB and is 64 MB',
    expect: /^(rejected|read_document refused): .*$/,
    make: () => lying('word/document.xml', [part('[Content_Types].xml', OOXML['[Content_Types].xml'])]),
  },
  {
    name: 'xlsx whose sheet is 64 MB',
    expect: EXPANDS,
    make: () => makeZip({ ...OOXML, 'xl/workbook.xml': '<workbook/>', 'xl/worksheets/sheet1.xml': ZEROS }),
  },
  {
    name: 'xlsx that says 1 KB and is 64 MB',
    expect: /^(rejected|read_document refused): .*$/,
    make: () =>
      lying('xl/worksheets/sheet1.xml', [
        part('[Content_Types].xml', OOXML['[Content_Types].xml']),
        part('xl/workbook.xml', '<workbook/>'),
      ]),
  },
  {
    name: 'pptx whose slide is 64 MB',
    expect: EXPANDS,
    make: () => makeZip({ ...OOXML, 'ppt/presentation.xml': '<p/>', 'ppt/slides/slide1.xml': ZEROS }),
  },
  {
    name: 'odt whose text is 64 MB',
    expect: EXPANDS,
    make: () => makeZip({ mimetype: ODT, 'content.xml': ZEROS }),
  },
  {
    name: 'docx with entities that multiply',
    expect: /^read_document.*$/,
    make: () =>
      makeZip({
        ...OOXML,
        'word/document.xml': `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 8 }, (_, i) => `<!ENTITY a${i} "${`&a${i === 0 ? '' : i - 1};`.repeat(10)}">`).join('')}]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&a7;</w:t></w:r></w:p></w:body></w:document>`,
      }),
  },
  {
    name: 'tar with a sparse file of 1 TB',
    expect: EXPANDS,
    make: () => makeTar([{ name: 'hole', content: 'x', pax: 'GNU.sparse.realsize=1000000000000' }]),
  },
  { name: 'tar with 30,000 entries', expect: /^rejected: too_many_entries$/, make: manyEntries },
  {
    name: 'tar with an entry of 8 GB that is not there',
    expect: /^(kept: unparseable|rejected: expansion_too_high)$/,
    make: () => makeTar([{ name: 'a', content: 'x', claims: 8 * 1024 ** 3 - 1 }]),
  },
  { name: 'gzip of 64 MB of zeros', expect: EXPANDS, make: () => gzipSync(ZEROS) },
  { name: 'gzip of 1,000 members', expect: EXPANDS, make: () => repeated(gzipSync(Buffer.alloc(1_000_000)), 1_000) },
  {
    name: 'gzip of a gzip of zeros',
    expect: /^(kept|rejected: expansion_too_high)$/,
    make: () => gzipSync(gzipSync(ZEROS)),
  },
  {
    name: 'tar.gz with 30,000 entries',
    expect: /^rejected: (too_many_entries|expansion_too_high)$/,
    make: () => gzipSync(manyEntries()),
  },
  {
    name: 'tar.gz with a sparse file of 1 TB',
    expect: EXPANDS,
    make: () => gzipSync(makeTar([{ name: 'hole', content: 'x', pax: 'GNU.sparse.realsize=1000000000000' }])),
  },
];

const repeated = (bytes: Buffer, times: number): Buffer => Buffer.concat(Array.from({ length: times }, () => bytes));
