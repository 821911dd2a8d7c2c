import type { Rendition, RenditionRequest } from '@sluice/core/process';
import sharp from 'sharp';
import { encodePicture, MIME_TYPES } from './encode-picture.ts';
import { fitBox, type Size } from './fit-box.ts';
import { fromPixels, type Pixels } from './pixels.ts';

/** Makes one still rendition of decoded pixels; `picture` is the size before they were shrunk. */
export async function encodeRendition(pixels: Pixels, picture: Size, request: RenditionRequest): Promise<Rendition> {
  const target = fitBox(picture, request, request.fit);
  const resized =
    target.width === pixels.width && target.height === pixels.height
      ? fromPixels(pixels)
      : fromPixels(pixels).resize(target.width, target.height, {
          fit: request.fit === 'cover' ? 'cover' : 'fill',
          position: sharp.strategy.attention,
        });
  const { data, info } = await encodePicture(resized, request).toBuffer({ resolveWithObject: true });
  const { name, format } = request;
  return { name, mimeType: MIME_TYPES[format], width: info.width, height: info.height, bytes: data };
}
