import type { RenditionRequest } from '@sluice/core/process';
import { classifyDecodeError, type DecodeFailure } from './classify-decode-error.ts';
import { DECODE_TIMEOUT } from './decode-options.ts';
import { type Size, smallestSource } from './fit-box.ts';
import { openPicture } from './open-picture.ts';
import type { Pixels } from './pixels.ts';

export type Picture = {
  readonly outcome: 'decoded';
  /** Of the whole picture, upright. */
  readonly size: Size;
  /** Upright and in sRGB, which sharp converts to unless told otherwise; no larger than the largest rendition needs. */
  readonly pixels: Pixels;
  /** Frames of an animation; 1 for a still, and for the pages of a document format. */
  readonly frames: number;
};

/** ThumbHash looks at no more, and a picture nobody wants a rendition of still gets one. */
const PLACEHOLDER_BOX = { width: 100, height: 100, fit: 'inside' } as const;

/** Decodes once, shrinking while it decodes where the format can (JPEG, WebP). */
export async function decodePicture(
  content: Buffer,
  requests: readonly RenditionRequest[],
  maxPixels: number,
): Promise<Picture | DecodeFailure> {
  const picture = await openPicture(content, maxPixels);
  if (picture.outcome !== 'opened') return picture;
  const { size, frames } = picture;
  try {
    const source = smallestSource(size, [...requests, PLACEHOLDER_BOX]);
    const { data, info } = await picture
      .open()
      .autoOrient()
      .resize(source.width, source.height, { fit: 'fill' })
      .raw()
      .timeout(DECODE_TIMEOUT)
      .toBuffer({ resolveWithObject: true });
    const channels = info.channels === 4 ? 4 : 3;
    return { outcome: 'decoded', size, pixels: { data, channels, width: info.width, height: info.height }, frames };
  } catch (error) {
    return classifyDecodeError(error);
  }
}
