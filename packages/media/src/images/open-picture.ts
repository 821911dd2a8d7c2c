import sharp, { type Sharp } from 'sharp';
import { probeGif } from '../inspection/probes/probe-gif.ts';
import { runProbe } from '../inspection/probes/run-probe.ts';
import { classifyDecodeError, type DecodeFailure } from './classify-decode-error.ts';
import { decodeBitmap, isBitmap } from './decode-bitmap.ts';
import { decodeOptions } from './decode-options.ts';
import { drawSvg, isSvg } from './draw-svg.ts';
import type { Size } from './fit-box.ts';
import { tooManyPixels } from './too-many-pixels.ts';

export type OpenPicture = {
  readonly outcome: 'opened';
  /** Reads it anew: a pipeline of sharp is used up by what comes out of it. `animated` keeps every frame. */
  readonly open: (options?: { readonly animated?: boolean }) => Sharp;
  /** Of the whole picture, upright. */
  readonly size: Size;
  /** Frames of an animation; 1 for a still, and for the pages of a document format. */
  readonly frames: number;
  /** As sharp calls it; `raw` for a bitmap, `svg` for what was drawn. */
  readonly format: string;
  readonly hasAlpha: boolean;
};

const ANIMATED = new Set(['gif', 'webp']);

/** Looks at a picture's head, and refuses it before a pixel is decoded. Only what is not the picture's fault throws. */
export async function openPicture(content: Buffer, maxPixels: number): Promise<OpenPicture | DecodeFailure> {
  try {
    if (isBitmap(content)) return openBitmap(content, maxPixels);
    if (isSvg(content)) return await openSvg(content, maxPixels);
    const { autoOrient: size, pages = 1, format, hasAlpha } = await sharp(content, decodeOptions(maxPixels)).metadata();
    if (size.width * size.height > maxPixels) return tooManyPixels(size, maxPixels);
    const damage = format === 'gif' ? findGifDamage(content) : undefined;
    if (damage !== undefined) return { outcome: 'unparseable', detail: damage };
    return {
      outcome: 'opened',
      open: ({ animated = false } = {}) => sharp(content, { ...decodeOptions(maxPixels), animated }),
      size: { width: size.width, height: size.height },
      frames: ANIMATED.has(format) ? pages : 1,
      ...{ format, hasAlpha },
    };
  } catch (error) {
    return classifyDecodeError(error);
  }
}

/** The GIF loader takes what it can get of a frame that was cut off, whatever `failOn` says; its blocks tell. */
function findGifDamage(content: Buffer): string | undefined {
  const blocks = runProbe(probeGif(Number.POSITIVE_INFINITY));
  blocks.feed(content);
  return blocks.finish().unparseable;
}

/** libvips has no BMP loader in this build, so its pixels are unpacked here. */
function openBitmap(content: Buffer, maxPixels: number): OpenPicture | DecodeFailure {
  const bitmap = decodeBitmap(content, maxPixels);
  if (bitmap.outcome !== 'decoded') return bitmap;
  const { data, channels, width, height } = bitmap.pixels;
  return {
    outcome: 'opened',
    open: () => sharp(data, { raw: { width, height, channels }, limitInputPixels: maxPixels }),
    size: { width, height },
    ...{ frames: 1, format: 'raw', hasAlpha: channels === 4 },
  };
}

async function openSvg(content: Buffer, maxPixels: number): Promise<OpenPicture | DecodeFailure> {
  const drawn = await drawSvg(content, maxPixels);
  if (drawn.outcome !== 'drawn') return drawn;
  const { width, height } = await sharp(drawn.png).metadata();
  return {
    outcome: 'opened',
    open: () => sharp(drawn.png, decodeOptions(maxPixels)),
    size: { width, height },
    ...{ frames: 1, format: 'svg', hasAlpha: true },
  };
}
