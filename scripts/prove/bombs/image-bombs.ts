import { deflateSync } from 'node:zlib';
import type { Bomb } from './bomb.ts';
import { box, pngChunk, riffChunk, u16le, u32be, u32le } from './make-boxes.ts';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const HUGE = 60_000;
const REFUSED =
  /^(rejected: (too_many_pixels|too_many_pages|unsafe_content)|kept: unparseable|render_image refused: .*)$/;
/** What is cut off after its header: a verdict about the header, or that it is broken. */
const PIXELS = /^(rejected: too_many_pixels|kept: unparseable)$/;

const header = (width: number, height: number): Buffer =>
  pngChunk('IHDR', Buffer.concat([u32be(width), u32be(height), Buffer.from([8, 6, 0, 0, 0])]));

/** Rows of zeros that are not there: a decoder would make them all. */
const png = (width: number, height: number, between: Buffer[] = []): Buffer =>
  Buffer.concat([
    PNG,
    header(width, height),
    ...between,
    pngChunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);

function gif(width: number, height: number, frames: number): Buffer {
  const screen = Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    u16le(width),
    u16le(height),
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
  ]);
  const frame = Buffer.concat([
    Buffer.from('2c00000000', 'hex'),
    u16le(1),
    u16le(1),
    Buffer.from('000202440100', 'hex'),
  ]);
  return Buffer.concat([screen, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

function webp(width: number, height: number, frames: number): Buffer {
  const size = Buffer.alloc(6);
  size.writeUIntLE(width - 1, 0, 3);
  size.writeUIntLE(height - 1, 3, 3);
  const extended = riffChunk('VP8X', Buffer.concat([Buffer.from([2, 0, 0, 0]), size]));
  const animation = riffChunk('ANIM', Buffer.alloc(6));
  const frame = riffChunk(
    'ANMF',
    Buffer.concat([Buffer.alloc(16), riffChunk('VP8L', Buffer.from('2f00000000', 'hex'))]),
  );
  const body = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    extended,
    animation,
    ...Array.from({ length: frames }, () => frame),
  ]);
  return Buffer.concat([Buffer.from('RIFF', 'latin1'), u32le(body.length), body]);
}

function jpeg(width: number, height: number): Buffer {
  const frame = Buffer.from('ffc00011080000000003012200021101031101', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from('ffd8', 'hex'), frame, Buffer.from('ffda000c03010002110311003f00ffd9', 'hex')]);
}

function bitmap(width: number, height: number): Buffer {
  const file = Buffer.alloc(54 + 1000);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  return file;
}

/** Directories of four fields, `next` tells where each goes on. */
function tiff(pages: number, next: (page: number) => number | undefined, side = 10): Buffer {
  const field = (tag: number, value: number) => Buffer.concat([u16le(tag), u16le(4), u32le(1), u32le(value)]);
  const place = (page: number | undefined) => u32le(page === undefined ? 0 : 8 + page * 54);
  const directories = Array.from({ length: pages }, (_, page) =>
    Buffer.concat([u16le(4), field(256, side), field(257, side), field(273, 8), field(279, 1), place(next(page))]),
  );
  return Buffer.concat([Buffer.from('II*\0', 'latin1'), place(0), ...directories]);
}

function avif(width: number, height: number): Buffer {
  const full = (type: string, data: Buffer) => box(type, Buffer.concat([Buffer.alloc(4), data]));
  const properties = box(
    'iprp',
    Buffer.concat([
      box('ipco', full('ispe', Buffer.concat([u32be(width), u32be(height)]))),
      full('ipma', Buffer.concat([u32be(1), Buffer.from('00010101', 'hex')])),
    ]),
  );
  const meta = full('meta', Buffer.concat([full('pitm', Buffer.from([0, 1])), properties]));
  return Buffer.concat([
    box('ftyp', Buffer.from('avif\0\0\0\0avifmif1', 'latin1')),
    meta,
    box('mdat', Buffer.alloc(64)),
  ]);
}

const svg = (attributes: string, inside: string, doctype = '') =>
  Buffer.from(`<?xml version="1.0"?>${doctype}<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`);

const laughs = (levels: number): string => {
  const next = (level: number) => `<!ENTITY l${level} "${`&l${level - 1};`.repeat(10)}">`;
  return `<!DOCTYPE svg [<!ENTITY l0 "lol">${Array.from({ length: levels }, (_, i) => next(i + 1)).join('')}]>`;
};

const animationControl = pngChunk('acTL', Buffer.concat([u32be(1_000_000), u32be(0)]));
const frameControl = pngChunk('fcTL', Buffer.alloc(26));

export const IMAGE_BOMBS: readonly Bomb[] = [
  { name: 'png of 3.6 billion pixels', expect: PIXELS, make: () => png(HUGE, HUGE) },
  { name: 'png of one row of 2 billion pixels', expect: PIXELS, make: () => png(2_000_000_000, 1) },
  { name: 'png that claims a million frames', expect: REFUSED, make: () => png(100, 100, [animationControl]) },
  {
    name: 'png with 5,000 frames',
    expect: REFUSED,
    make: () => png(10, 10, [animationControl, ...Array.from({ length: 5_000 }, () => frameControl)]),
  },
  {
    name: 'png whose text inflates to 256 MB',
    expect: /^(render_image.*|kept.*)$/,
    make: () =>
      png(10, 10, [
        pngChunk('zTXt', Buffer.concat([Buffer.from('a\0\0', 'latin1'), deflateSync(Buffer.alloc(256 * 1024 ** 2))])),
      ]),
  },
  { name: 'jpeg of 65,500 by 65,500', expect: PIXELS, make: () => jpeg(65_500, 65_500) },
  { name: 'gif of 65,535 by 65,535', expect: PIXELS, make: () => gif(65_535, 65_535, 1) },
  { name: 'gif with 50,000 frames', expect: /^rejected: too_many_pages$/, make: () => gif(10, 10, 50_000) },
  { name: 'webp of 16,383 by 16,383', expect: PIXELS, make: () => webp(16_383, 16_383, 1) },
  { name: 'webp with 20,000 frames', expect: /^rejected: too_many_pages$/, make: () => webp(10, 10, 20_000) },
  { name: 'bmp of 60,000 by 60,000', expect: PIXELS, make: () => bitmap(HUGE, HUGE) },
  { name: 'bmp of 2 billion rows', expect: PIXELS, make: () => bitmap(1, 2_000_000_000) },
  { name: 'tiff of 60,000 by 60,000', expect: PIXELS, make: () => tiff(1, () => undefined, HUGE) },
  { name: 'tiff whose pages go in a circle', expect: REFUSED, make: () => tiff(3, (page) => (page + 1) % 3) },
  {
    name: 'tiff with 10,000 pages',
    expect: /^rejected: too_many_pages$/,
    make: () => tiff(10_000, (page) => (page < 9_999 ? page + 1 : undefined)),
  },
  { name: 'avif that claims 60,000 by 60,000', expect: PIXELS, make: () => avif(HUGE, HUGE) },
  {
    name: 'svg whose entities multiply to 3 billion',
    expect: /^rejected: unsafe_content$/,
    make: () => svg('', '<text>&l9;</text>', laughs(9)),
  },
  {
    name: 'svg with one long entity used 100,000 times',
    expect: /^rejected: unsafe_content$/,
    make: () => svg('', '&a;'.repeat(100_000), `<!DOCTYPE svg [<!ENTITY a "${'a'.repeat(50_000)}">]>`),
  },
  {
    name: 'svg with an entity from elsewhere',
    expect: /^rejected: unsafe_content$/,
    make: () => svg('', '&x;', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
  },
  {
    name: 'svg with a million attributes',
    expect: /^(render_image( refused: unparseable)?|rejected: unsafe_content)$/,
    make: () => svg(Array.from({ length: 1_000_000 }, (_, i) => `a${i}="1"`).join(' '), ''),
  },
  { name: 'svg of 10^9 by 10^9', expect: /^render_image$/, make: () => svg('width="1e9" height="1e9"', '<rect/>') },
  {
    name: 'svg of groups 200,000 deep',
    expect: /^render_image refused: unparseable$/,
    make: () => svg('', '<g>'.repeat(200_000)),
  },
];
