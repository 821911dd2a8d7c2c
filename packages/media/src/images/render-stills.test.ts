import type { RenderedImage, RenditionRequest } from '@sluice/core/process';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeBitmap } from '../testing/make-bitmap.ts';
import { CLEAR, plain, quarters } from '../testing/make-pictures.ts';
import { createImageRenderer } from './create-image-renderer.ts';

const { render } = createImageRenderer();
const limits = { maxPixels: 100_000_000 };
const request: RenditionRequest = { name: 'web', format: 'webp', width: 100, height: 100, fit: 'inside', quality: 90 };

async function rendered(content: Buffer, ...requests: readonly Partial<RenditionRequest>[]) {
  const image = await render(
    content,
    requests.map((change) => ({ ...request, ...change })),
    limits,
  );
  if (image.outcome !== 'rendered') throw new Error(`${image.outcome}: ${image.detail}`);
  return image;
}
const first = ({ renditions }: Extract<RenderedImage, { outcome: 'rendered' }>) => {
  const [rendition] = renditions;
  if (!rendition) throw new Error('nothing was rendered');
  return rendition;
};
/** Red, green and blue at a point, given in parts of width and height. */
async function colourAt(bytes: Uint8Array, x: number, y: number) {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
  return [...data.subarray(at, at + info.channels)];
}
const near = (expected: readonly number[], by = 12) => expected.map((value) => expect.closeToNumber(value, by));

expect.extend({
  closeToNumber: (received: number, expected: number, by: number) => ({
    pass: Math.abs(received - expected) <= by,
    message: () => `${received} is not within ${by} of ${expected}`,
  }),
});
declare module 'vitest' {
  interface AsymmetricMatchersContaining {
    closeToNumber(expected: number, by: number): number;
  }
}

describe('orientation', () => {
  const [red, green, blue, white] = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
  ] as const;
  // What stands upper left and upper right once a picture of red, green / blue, white is turned as EXIF asks.
  it.each([
    [1, red, green],
    [2, green, red],
    [3, white, blue],
    [4, blue, white],
    [5, red, blue],
    [6, blue, red],
    [7, white, green],
    [8, green, white],
  ])('%i is applied', async (orientation, left, right) => {
    const turned = await (await quarters(80)).withMetadata({ orientation }).png().toBuffer();
    const { bytes } = first(await rendered(turned, { format: 'png' }));
    expect(await colourAt(bytes, 0.25, 0.25)).toEqual(near(left));
    expect(await colourAt(bytes, 0.75, 0.25)).toEqual(near(right));
  });

  it('that lies on its side swaps width and height', async () => {
    const lying = await plain(60, 40).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const image = await rendered(lying, {});
    expect(image).toMatchObject({ width: 40, height: 60 });
    expect(first(image)).toMatchObject({ width: 40, height: 60 });
  });
});

describe('a rendition', () => {
  it.each([
    ['jpeg', 'image/jpeg', 'jpeg'],
    ['png', 'image/png', 'png'],
    ['webp', 'image/webp', 'webp'],
    ['avif', 'image/avif', 'heif'],
  ] as const)('is %s when that was asked for', async (format, mimeType, loader) => {
    const rendition = first(await rendered(await plain(200, 150).png().toBuffer(), { format }));
    expect(rendition).toMatchObject({ name: 'web', mimeType, width: 100, height: 75 });
    expect(await sharp(rendition.bytes).metadata()).toMatchObject({ format: loader, width: 100, height: 75 });
  });

  it('keeps transparency, and JPEG gets white behind it', async () => {
    const clear = await plain(50, 50, CLEAR).png().toBuffer();
    const image = await rendered(clear, { format: 'png' }, { format: 'webp' }, { format: 'avif' }, { format: 'jpeg' });
    const colours = await Promise.all(image.renditions.map(({ bytes }) => colourAt(bytes, 0.5, 0.5)));
    for (const colour of colours.slice(0, 3)) expect(colour).toEqual(near([20, 20, 200, 128]));
    expect(colours[3]).toEqual(near([137, 137, 228]));
  });

  it('has no metadata of the original', async () => {
    const original = await plain(50, 50)
      .withExif({ IFD0: { Copyright: 'a person' }, IFD3: { GPSLatitude: '47/1 0/1 0/1' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .withIccProfile('srgb')
      .jpeg()
      .toBuffer();
    expect(await sharp(original).metadata()).toHaveProperty('exif');
    const { renditions } = await rendered(
      original,
      { format: 'jpeg' },
      { format: 'png' },
      { format: 'webp' },
      { format: 'avif' },
    );
    for (const { bytes, mimeType } of renditions) {
      const metadata = await sharp(bytes).metadata();
      for (const kind of ['exif', 'xmp', 'icc', 'iptc'] as const) expect(metadata[kind], mimeType).toBeUndefined();
      expect(Buffer.from(bytes).includes('a person')).toBe(false);
    }
  });

  it('is never larger than the picture', async () => {
    const small = await plain(30, 20).png().toBuffer();
    const image = await rendered(small, { width: 500, height: 500 }, { width: 320, height: 320, fit: 'cover' });
    expect(image.renditions).toMatchObject([
      { width: 30, height: 20 },
      { width: 20, height: 20 },
    ]);
  });

  it('is made of a bitmap, which sharp cannot read by itself', async () => {
    const green = Buffer.from('00ff00'.repeat(40 * 30), 'hex');
    const rendition = first(
      await rendered(makeBitmap({ width: 40, height: 30, bits: 24, pixels: green }), { format: 'png' }),
    );
    expect(rendition).toMatchObject({ width: 40, height: 30 });
    expect(await colourAt(rendition.bytes, 0.5, 0.5)).toEqual(near([0, 255, 0]));
  });

  it('that covers its box is cropped around what draws the eye', async () => {
    const mark = await plain(40, 40, { r: 230, g: 30, b: 30, alpha: 1 }).png().toBuffer();
    const sky = await plain(400, 100, { r: 120, g: 125, b: 130, alpha: 1 })
      .composite([{ input: mark, left: 330, top: 30 }])
      .png()
      .toBuffer();
    const { bytes, ...rendition } = first(await rendered(sky, { format: 'png', fit: 'cover', width: 50, height: 50 }));
    expect(rendition).toMatchObject({ width: 50, height: 50 });
    const { channels } = await sharp(bytes).stats();
    expect(channels[0]?.max).toBeGreaterThan(200);
  });

  it('takes every pixel of all requests from one decoding', async () => {
    const photo = await plain(640, 480).jpeg().toBuffer();
    const boxes = [32, 100, 320, 640].map((side) => ({ name: `s${side}`, width: side, height: side }));
    const { renditions } = await rendered(photo, ...boxes);
    expect(renditions.map(({ name, width }) => [name, width])).toEqual([
      ['s32', 32],
      ['s100', 100],
      ['s320', 320],
      ['s640', 640],
    ]);
  });

  it('of the same picture is the same bytes', async () => {
    const photo = await plain(200, 100).jpeg().toBuffer();
    const all = () => rendered(photo, { format: 'jpeg' }, { format: 'webp' }, { format: 'avif' });
    expect(await all()).toEqual(await all());
  });

  it('comes out in sRGB from a picture in another colour space', async () => {
    const cmyk = await plain(40, 40).toColourspace('cmyk').jpeg().toBuffer();
    const wide = await plain(40, 40).withIccProfile('p3').png().toBuffer();
    const deep = await plain(40, 40).toColourspace('rgb16').png().toBuffer();
    const grey = await plain(40, 40).toColourspace('b-w').png().toBuffer();
    for (const original of [wide, deep]) {
      const { bytes } = first(await rendered(original, { format: 'png' }));
      expect(await colourAt(bytes, 0.5, 0.5)).toEqual(near([200, 20, 20]));
    }
    expect(await sharp(first(await rendered(cmyk, { format: 'jpeg' })).bytes).metadata()).toMatchObject({
      space: 'srgb',
    });
    const [r, g, b] = await colourAt(first(await rendered(grey, { format: 'webp' })).bytes, 0.5, 0.5);
    expect([g, b]).toEqual(near([r ?? -1, r ?? -1], 3));
  });
});

describe('the placeholder', () => {
  it('is a ThumbHash of the upright picture', async () => {
    const { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } = await import('thumbhash');
    const lying = await plain(200, 100).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const image = await rendered(lying);
    const hash = Buffer.from(image.placeholder, 'base64');
    expect(hash.length).toBeLessThan(32);
    expect(thumbHashToApproximateAspectRatio(hash)).toBeLessThan(1);
    expect(thumbHashToAverageRGBA(hash).r).toBeGreaterThan(0.6);
  });
});
