import { deflateSync } from 'node:zlib';
import type { Bomb } from './bomb.ts';
import { box, u32be } from './make-boxes.ts';

const ANY = /^(kept|read_document)( refused)?(: .*)?$/;

/** Objects from number 1 on, with a table that fits. */
function pdf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let at = 9;
  for (const [i, object] of objects.entries()) {
    const piece = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    offsets.push(at);
    pieces.push(piece);
    at += piece.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  const end = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer.replace('SELF', String(at))} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...pieces, Buffer.from(table + end)]);
}

const stream = (dictionary: string, data: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`),
    data,
    Buffer.from('\nendstream'),
  ]);
const CATALOG = '<< /Type /Catalog /Pages 2 0 R >>';
const PAGES = '<< /Type /Pages /Kids [3 0 R] /Count 1 >>';
const PAGE = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>';
const bigFlate = () => deflateSync(Buffer.alloc(256 * 1024 ** 2, 0x20));
const twice = () => deflateSync(bigFlate());

const movie = (inside: Buffer): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\0\0isom', 'latin1')),
    box('moov', inside),
    box('mdat', Buffer.alloc(8)),
  ]);
const movieHeader = (scale: number, duration: number): Buffer => {
  const header = Buffer.alloc(100);
  header.writeUInt32BE(scale, 12);
  header.writeUInt32BE(duration, 16);
  return box('mvhd', header);
};

function wave(bytesPerSecond: number, claims: number): Buffer {
  const file = Buffer.alloc(200_044);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(0xffffffff, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt32LE(bytesPerSecond, 28);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(claims, 40);
  return file;
}

function matroska(milliseconds: number): Buffer {
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(milliseconds);
  const info = Buffer.concat([Buffer.from('448988', 'hex'), duration]);
  const head = '1a45dfa38b4282886d6174726f736b611853806701ffffffffffffff1549a966';
  return Buffer.concat([Buffer.from(head, 'hex'), Buffer.from([0x80 | info.length]), info]);
}

export const DOCUMENT_BOMBS: readonly Bomb[] = [
  {
    name: 'pdf that claims a million pages',
    expect: /^rejected: too_many_pages$/,
    make: () => pdf([CATALOG, '<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>', PAGE, stream('', Buffer.from('q Q'))]),
  },
  {
    name: 'pdf whose page tree goes in a circle',
    expect: ANY,
    make: () => pdf([CATALOG, '<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 3 >>']),
  },
  {
    name: 'pdf whose tables go in a circle',
    expect: ANY,
    make: () => pdf([CATALOG, PAGES, PAGE, stream('', Buffer.from('q'))], '/Prev SELF'),
  },
  {
    name: 'pdf whose page inflates to 256 MB',
    expect: /^rejected: unsafe_content$/,
    make: () => pdf([CATALOG, PAGES, PAGE, stream('/Filter /FlateDecode', bigFlate())]),
  },
  {
    name: 'pdf whose page inflates twice',
    expect: /^rejected: unsafe_content$/,
    make: () => pdf([CATALOG, PAGES, PAGE, stream('/Filter [/FlateDecode /FlateDecode]', twice())]),
  },
  {
    name: 'pdf with object streams of 256 MB',
    expect: /^rejected: unsafe_content$/,
    make: () => pdf([CATALOG, PAGES, PAGE, stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', bigFlate())]),
  },
  {
    name: 'pdf with a page of 10^9 by 10^9',
    expect: ANY,
    make: () => pdf([CATALOG, PAGES, PAGE.replace('600 800', '1000000000 1000000000'), stream('', Buffer.from('q Q'))]),
  },
  {
    name: 'mp4 with a table of 4 billion samples',
    expect: ANY,
    make: () =>
      movie(
        Buffer.concat([
          movieHeader(600, 600),
          box('trak', box('stsz', Buffer.concat([u32be(0), u32be(0), u32be(0xffffffff)]))),
        ]),
      ),
  },
  { name: 'mp4 of 136 years', expect: /^rejected: too_long$/, make: () => movie(movieHeader(1, 0xfffffffe)) },
  {
    name: 'mp4 with a box longer than itself',
    expect: ANY,
    make: () =>
      Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0', 'latin1')), box('moov', Buffer.alloc(10), 0xffffffff)]),
  },
  { name: 'mkv of 30 years', expect: /^rejected: too_long$/, make: () => matroska(1e12) },
  { name: 'wav of a byte a second', expect: /^rejected: too_long$/, make: () => wave(1, 0xffffffff) },
  { name: 'json 1,000,000 deep', expect: ANY, make: () => Buffer.from('['.repeat(1_000_000) + ']'.repeat(1_000_000)) },
  { name: 'csv of 2,000,000 columns', expect: ANY, make: () => Buffer.from(`${'a,'.repeat(2_000_000)}\n1,2\n`) },
  {
    name: 'xml 500,000 deep',
    expect: /^(kept|read_document|rejected: unsafe_content)( refused)?(: .*)?$/,
    make: () => Buffer.from(`<?xml version="1.0"?>${'<a>'.repeat(500_000)}${'</a>'.repeat(500_000)}`),
  },
  {
    name: 'xml whose entities multiply',
    expect: /^rejected: unsafe_content$/,
    make: () =>
      Buffer.from(
        `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('')}]><a>&l9;</a>`,
      ),
  },
  {
    name: 'html 500,000 deep',
    expect: ANY,
    make: () => Buffer.from(`<!doctype html><html>${'<div>'.repeat(500_000)}`),
  },
  { name: 'rtf 500,000 deep', expect: ANY, make: () => Buffer.from(`{\\rtf1 ${'{'.repeat(500_000)}`) },
];
