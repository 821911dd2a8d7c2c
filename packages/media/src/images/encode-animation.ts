import type { Rendition, RenditionRequest } from '@sluice/core/process';
import sharp from 'sharp';
import { DECODE_TIMEOUT, decodeOptions } from './decode-options.ts';
import { encodePicture, MIME_TYPES } from './encode-picture.ts';
import { fitBox, type Size } from './fit-box.ts';

/** Makes an animated rendition with every frame, its delays and its loop count. */
export async function encodeAnimation(
  content: Buffer,
  picture: Size,
  maxPixels: number,
  request: RenditionRequest,
): Promise<Rendition> {
  const target = fitBox(picture, request, request.fit);
  // Cropping around what draws the eye would jump from frame to frame, so animations are cropped in the middle.
  const resized = sharp(content, { ...decodeOptions(maxPixels), animated: true }).resize(target.width, target.height, {
    fit: request.fit === 'cover' ? 'cover' : 'fill',
    position: 'centre',
  });
  const { data, info } = await encodePicture(resized, request)
    .timeout(DECODE_TIMEOUT)
    .toBuffer({ resolveWithObject: true });
  const { name, format } = request;
  return { name, mimeType: MIME_TYPES[format], width: info.width, height: info.pageHeight ?? info.height, bytes: data };
}
