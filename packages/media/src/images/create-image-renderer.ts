import type { ImageRenderer, Rendition, RenditionRequest } from '@sluice/core/process';
import { classifyDecodeError } from './classify-decode-error.ts';
import { configureSharp } from './configure-sharp.ts';
import { decodePicture, type Picture } from './decode-picture.ts';
import { encodeAnimation } from './encode-animation.ts';
import { encodeRendition } from './encode-rendition.ts';
import { makePlaceholder } from './make-placeholder.ts';

/**
 * The renderer on sharp. A still is decoded once, at the size of its largest rendition, and every rendition is made of those
 * pixels; only an animated rendition reads the content again, with all its frames.
 */
export function createImageRenderer(): ImageRenderer {
  configureSharp();
  return {
    async render(bytes, requests, { maxPixels }) {
      const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const picture = await decodePicture(content, requests, maxPixels);
      if (picture.outcome !== 'decoded') return picture;

      const renditions: Rendition[] = [];
      // One after the other: each encoder uses all processors by itself, and only one set of buffers is alive.
      for (const request of requests) {
        if (!keepsFrames(request, picture, maxPixels)) {
          renditions.push(await encodeRendition(picture.pixels, picture.size, request));
          continue;
        }
        try {
          renditions.push(await encodeAnimation(content, picture.size, maxPixels, request));
        } catch (error) {
          // The first frame was sound, so this is a later one.
          return classifyDecodeError(error);
        }
      }
      const placeholder = await makePlaceholder(picture.pixels);
      return { outcome: 'rendered', renditions, placeholder, ...picture.size };
    },
  };
}

/** An animation whose frames together pass the ceiling is rendered as its first frame. */
function keepsFrames(request: RenditionRequest, { frames, size }: Picture, maxPixels: number): boolean {
  const isAnimated = request.animated === true && request.format === 'webp' && frames > 1;
  return isAnimated && frames * size.width * size.height <= maxPixels;
}
