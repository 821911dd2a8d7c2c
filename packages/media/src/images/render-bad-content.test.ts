import type { RenditionRequest } from '@sluice/core/process';
import { describe, expect, it } from 'vitest';
import { makeBitmap } from '../testing/make-bitmap.ts';
import { plain } from '../testing/make-pictures.ts';
import { classifyDecodeError } from './classify-decode-error.ts';
import { createImageRenderer } from './create-image-renderer.ts';

const { render } = createImageRenderer();
const requests: readonly RenditionRequest[] = [
  { name: 'thumbnail', format: 'jpeg', width: 100, height: 100, fit: 'cover', quality: 80 },
];
const limits = { maxPixels: 1_000_000 };
/** Noise, so that every part of a file is needed. */
const noise = (format: 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif') =>
  plain(300, 200)
    .composite([
      {
        input: {
          create: {
            width: 300,
            height: 200,
            channels: 3,
            background: 'grey',
            noise: { type: 'gaussian', mean: 120, sigma: 40 },
          },
        },
      },
    ])
    .toFormat(format)
    .toBuffer();

describe('bad content is an outcome', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const)(
    'when %s is cut off, at any place',
    async (format) => {
      const whole = await noise(format);
      expect(await render(whole, requests, limits)).toMatchObject({ outcome: 'rendered' });
      for (const share of [0, 0.01, 0.3, 0.6, 0.95]) {
        const cut = whole.subarray(0, Math.floor(whole.length * share));
        expect(await render(cut, requests, limits), `${share}`).toMatchObject({ outcome: 'unparseable' });
      }
    },
  );

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['noise', Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * i * 31) % 256))],
    ['SVG that ends early', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g>')],
    ['a PDF', Buffer.from('%PDF-1.4\n')],
    ['a bitmap without its pixels', makeBitmap({ width: 30, height: 20, bits: 24 }).subarray(0, 600)],
    ['a bitmap of unknown make', makeBitmap({ width: 30, height: 20, bits: 24, compression: 4 })],
  ])('when it is %s', async (_title, content) => {
    expect(await render(content, requests, limits)).toMatchObject({
      outcome: 'unparseable',
      detail: expect.stringMatching(/\w/),
    });
  });

  it('when it has more pixels than allowed, by one', async () => {
    const picture = await plain(100, 101).png().toBuffer();
    expect(await render(picture, requests, { maxPixels: 100 * 101 })).toMatchObject({ outcome: 'rendered' });
    expect(await render(picture, requests, { maxPixels: 100 * 101 - 1 })).toMatchObject({ outcome: 'too_many_pixels' });
    const bitmap = makeBitmap({ width: 100, height: 101, bits: 24 });
    expect(await render(bitmap, requests, { maxPixels: 100 * 101 - 1 })).toMatchObject({ outcome: 'too_many_pixels' });
  });

  it('when its header claims pixels that it does not have', async () => {
    const picture = await plain(8, 8).jpeg().toBuffer();
    const frame = picture.indexOf(Buffer.from([0xff, 0xc0]));
    picture.writeUInt16BE(30_000, frame + 5);
    picture.writeUInt16BE(30_000, frame + 7);
    expect(await render(picture, requests, limits)).toMatchObject({ outcome: 'too_many_pixels' });
  });
});

describe('what is not the content is an error', () => {
  it.each(['out of memory', 'unable to create thread', 'timeout: 42% complete'])('%s', (message) => {
    const error = new Error(message);
    expect(() => classifyDecodeError(error)).toThrow(error);
  });

  it('a mistake of ours', () => {
    expect(() => classifyDecodeError(new TypeError('x is not a function'))).toThrow(TypeError);
  });

  it('a request that sharp refuses', async () => {
    const wrong = [
      { name: 'x', format: 'jpeg' as const, width: 10, height: 10, fit: 'inside' as const, quality: 1000 },
    ];
    await expect(render(await plain(20, 20).png().toBuffer(), wrong, limits)).rejects.toThrow(/quality/);
  });
});
