import { describe, expect, it } from 'vitest';
import { type BitmapOptions, makeBitmap } from '../testing/make-bitmap.ts';
import { decodeBitmap } from './decode-bitmap.ts';

/** Two rows of two pixels: red, green over blue, white. */
const EXPECTED = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255];
const palette = [
  [0, 0, 255, 0],
  [0, 255, 0, 0],
  [255, 0, 0, 0],
  [255, 255, 255, 0],
] as const;
const square = { width: 2, height: 2 } as const;
/** Rows are stored from the bottom up: blue, white first. */
const stored = (bottom: string, top: string) => Buffer.from(bottom + top, 'hex');

const decode = (options: Omit<BitmapOptions, 'width' | 'height'>) =>
  decodeBitmap(makeBitmap({ ...square, ...options }), 100);
const pixels = (options: Omit<BitmapOptions, 'width' | 'height'>) => {
  const decoded = decode(options);
  return decoded.outcome === 'decoded' ? [...decoded.pixels.data] : decoded;
};

describe('the pixels of a bitmap', () => {
  it.each([
    ['24 bits', { bits: 24, pixels: stored('ff0000ffffff0000', '0000ff00ff000000') }],
    ['32 bits', { bits: 32, pixels: stored('ff000000ffffff00', '0000ff0000ff0000') }],
    ['16 bits, five a colour', { bits: 16, pixels: stored('1f00ff7f', '007ce003') }],
    [
      '16 bits with masks, six for green',
      { bits: 16, masks: [0xf800, 0x07e0, 0x001f, 0], pixels: stored('1f00ffff', '00f8e007') },
    ],
    ['8 bits', { bits: 8, palette, pixels: stored('02030000', '00010000') }],
    ['4 bits', { bits: 4, palette, pixels: stored('23000000', '01000000') }],
    [
      '8 bits in runs',
      { bits: 8, palette, compression: 1, pixels: Buffer.from('0102010300000100010100000001', 'hex') },
    ],
    ['4 bits in runs', { bits: 4, palette, compression: 2, pixels: Buffer.from('0223000002010001', 'hex') }],
  ] as const)('of %s', (title, options) => {
    expect(pixels(options), title).toEqual(EXPECTED);
  });

  it('from the top down', () => {
    expect(pixels({ bits: 24, topDown: true, pixels: stored('0000ff00ff000000', 'ff0000ffffff0000') })).toEqual(
      EXPECTED,
    );
  });

  it('of 1 bit', () => {
    const black = {
      bits: 1,
      palette: [
        [0, 0, 0, 0],
        [255, 255, 255, 0],
      ],
      pixels: stored('40000000', '80000000'),
    } as const;
    expect(pixels(black)).toEqual([255, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 255]);
  });

  it('with alpha', () => {
    const masks = [0xff0000, 0xff00, 0xff, 0xff000000] as const;
    const decoded = decode({ bits: 32, masks, pixels: stored('0102038001020380', '0102038001020380') });
    expect(decoded).toMatchObject({ outcome: 'decoded', pixels: { channels: 4 } });
    expect(pixels({ bits: 32, masks, pixels: stored('0102038001020380', '0102038001020380') })).toEqual(
      Array.from({ length: 4 }, () => [3, 2, 1, 0x80]).flat(),
    );
  });

  it('whose palette is too short are black where it ends', () => {
    expect(pixels({ bits: 8, palette: [[0, 0, 255, 0]], pixels: stored('00010000', '01000000') })).toEqual([
      0, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 0,
    ]);
  });

  it.each([
    ['8 bits', { bits: 8, compression: 1, pixels: Buffer.from('000300010200' + '0000' + '0301' + '0001', 'hex') }],
    ['4 bits', { bits: 4, compression: 2, pixels: Buffer.from('00030120' + '0000' + '0311' + '0001', 'hex') }],
  ] as const)('in literal runs of %s', (_title, options) => {
    const decoded = decodeBitmap(makeBitmap({ width: 3, height: 2, palette, ...options }), 100);
    const [top, bottom] = [
      [0, 255, 0, 0, 255, 0, 0, 255, 0],
      [255, 0, 0, 0, 255, 0, 0, 0, 255],
    ];
    expect(decoded.outcome === 'decoded' && [...decoded.pixels.data]).toEqual([top, bottom].flat());
  });

  it('that a run-length code skips are the first colour', () => {
    const skipping = Buffer.from('00020101' + '0103' + '0001', 'hex');
    const decoded = decodeBitmap(makeBitmap({ ...square, bits: 8, palette, compression: 1, pixels: skipping }), 100);
    const [red, white] = [
      [255, 0, 0],
      [255, 255, 255],
    ];
    expect(decoded.outcome === 'decoded' && [...decoded.pixels.data]).toEqual([red, white, red, red].flat());
  });

  it('in runs that end early stay the first colour', () => {
    expect(decode({ bits: 8, palette, compression: 1, pixels: Buffer.from('01', 'hex') })).toMatchObject({
      outcome: 'decoded',
    });
  });
});
