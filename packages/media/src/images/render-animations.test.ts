import type { RenditionRequest } from '@sluice/core/process';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { frames } from '../testing/make-pictures.ts';
import { createImageRenderer } from './create-image-renderer.ts';

const { render } = createImageRenderer();
const request: RenditionRequest = {
  name: 'web',
  format: 'webp',
  width: 40,
  height: 40,
  fit: 'inside',
  quality: 80,
  animated: true,
};
const delay = [100, 200, 300, 400];

async function renderFrames(content: Buffer, change: Partial<RenditionRequest> = {}, maxPixels = 1_000_000) {
  const image = await render(content, [{ ...request, ...change }], { maxPixels });
  const rendition = image.outcome === 'rendered' ? image.renditions[0] : undefined;
  if (!rendition) throw new Error('nothing was rendered');
  return { rendition, metadata: await sharp(rendition.bytes, { animated: true }).metadata() };
}

describe.each(['gif', 'webp'] as const)('an animation in %s', (format) => {
  const animation = () => frames(4, 80, 60).toFormat(format, { delay, loop: 3 }).toBuffer();

  it('keeps its frames, delays and loops, every frame in the size asked for', async () => {
    const { rendition, metadata } = await renderFrames(await animation());
    expect(rendition).toMatchObject({ mimeType: 'image/webp', width: 40, height: 30 });
    expect(metadata).toMatchObject({ pages: 4, delay, loop: 3, width: 40, pageHeight: 30 });
  });

  it('fills a box frame by frame', async () => {
    const { rendition, metadata } = await renderFrames(await animation(), { fit: 'cover', width: 20, height: 20 });
    expect(rendition).toMatchObject({ width: 20, height: 20 });
    expect(metadata).toMatchObject({ pages: 4, pageHeight: 20 });
  });

  it.each([{ animated: false }, { format: 'jpeg' as const }, { format: 'avif' as const }])(
    'is its first frame when %o is asked for',
    async (change) => {
      const { rendition, metadata } = await renderFrames(await animation(), change);
      expect(rendition).toMatchObject({ width: 40, height: 30 });
      expect(metadata.pages ?? 1).toBe(1);
    },
  );

  it('is its first frame when all of them are more pixels than allowed', async () => {
    const { metadata } = await renderFrames(await animation(), {}, 80 * 60 * 3);
    expect(metadata.pages ?? 1).toBe(1);
  });

  it('that is cut off in a later frame is unparseable', async () => {
    const whole = await animation();
    for (const share of [0.4, 0.7, 0.95]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      expect(await render(cut, [request], { maxPixels: 1_000_000 })).toMatchObject({ outcome: 'unparseable' });
    }
  });
});

it('an animation with a damaged later frame is unparseable, although its first frame is sound', async () => {
  const animation = await frames(4, 80, 60).webp({ delay }).toBuffer();
  const lastFrame = animation.lastIndexOf('ANMF');
  // Behind the headers of the chunk (8), the frame (16), its picture (8) and its codec (10).
  animation.fill(0xff, lastFrame + 42);
  expect(await render(animation, [{ ...request, animated: false }], { maxPixels: 1_000_000 })).toMatchObject({
    outcome: 'rendered',
  });
  expect(await render(animation, [request], { maxPixels: 1_000_000 })).toMatchObject({ outcome: 'unparseable' });
});

it('a still with an animated rendition is a still', async () => {
  const still = await frames(1, 80, 60).png().toBuffer();
  expect((await renderFrames(still)).metadata.pages ?? 1).toBe(1);
});
