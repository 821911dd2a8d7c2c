import type { RenditionRequest } from '@sluice/core/process';
import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { probeGif } from '../inspection/probes/probe-gif.ts';
import { runProbe } from '../inspection/probes/run-probe.ts';
import { classifyDecodeError, type DecodeFailure } from './classify-decode-error.ts';
import { decodeBitmap, isBitmap } from './decode-bitmap.ts';
import { type Size, smallestSource } from './fit-box.ts';
import type { Pixels } from './pixels.ts';
import { tooManyPixels } from './too-many-pixels.ts';

export type Picture = {
  readonly outcome: 'decoded';
  /** Of the whole picture, upright. */
  readonly size: Size;
  /** Upright and in sRGB, which sharp converts to unless told otherwise; no larger than the largest rendition needs. */
  readonly pixels: Pixels;
  /** Frames of an animation; 1 for a still, and for the pages of a document format. */
  readonly frames: number;
};

const ANIMATED = new Set(['gif', 'webp']);
/** ThumbHash looks at no more, and a picture nobody wants a rendition of still gets one. */
const PLACEHOLDER_BOX = { width: 100, height: 100, fit: 'inside' } as const;

/** A hundred million pixels of interlaced PNG take three seconds: what takes this long hangs. */
export const DECODE_TIMEOUT = { seconds: 60 } as const;

export type DecodeOptions = Pick<SharpOptions, 'limitInputPixels' | 'failOn' | 'sequentialRead'>;

/**
 * `error` refuses a picture that ends early or whose data is broken, and lets pass the warnings that every viewer ignores.
 */
export const decodeOptions = (maxPixels: number): DecodeOptions => ({
  limitInputPixels: maxPixels,
  failOn: 'error',
  sequentialRead: true,
});

/** Decodes once, shrinking while it decodes where the format can (JPEG, WebP). */
export async function decodePicture(
  content: Buffer,
  requests: readonly RenditionRequest[],
  maxPixels: number,
): Promise<Picture | DecodeFailure> {
  const options = decodeOptions(maxPixels);
  try {
    const opened = isBitmap(content) ? openBitmap(content, maxPixels) : () => sharp(content, options);
    if (typeof opened !== 'function') return opened;
    const { autoOrient: size, pages = 1, format } = await opened().metadata();
    if (size.width * size.height > maxPixels) return tooManyPixels(size, maxPixels);
    const damage = format === 'gif' ? findGifDamage(content) : undefined;
    if (damage !== undefined) return { outcome: 'unparseable', detail: damage };
    const source = smallestSource(size, [...requests, PLACEHOLDER_BOX]);
    const { data, info } = await opened()
      .autoOrient()
      .resize(source.width, source.height, { fit: 'fill' })
      .raw()
      .timeout(DECODE_TIMEOUT)
      .toBuffer({ resolveWithObject: true });
    const channels = info.channels === 4 ? 4 : 3;
    return {
      outcome: 'decoded',
      size: { width: size.width, height: size.height },
      pixels: { data, channels, width: info.width, height: info.height },
      frames: ANIMATED.has(format) ? pages : 1,
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
function openBitmap(content: Buffer, maxPixels: number): (() => Sharp) | DecodeFailure {
  const bitmap = decodeBitmap(content, maxPixels);
  if (bitmap.outcome !== 'decoded') return bitmap;
  const { data, channels, width, height } = bitmap.pixels;
  return () => sharp(data, { raw: { width, height, channels }, limitInputPixels: maxPixels });
}
