import type { ContentWindow } from './content-window.ts';
import type { StructureFacts } from './probes/probe.ts';
import { readBitmapLayout } from './read-bitmap-layout.ts';

/** Size from the header, and whether the pixels it announces are all there. */
export function inspectBitmap({ head, sizeBytes }: ContentWindow): StructureFacts {
  const layout = readBitmapLayout(head);
  if (typeof layout === 'string') return { unparseable: layout };
  const { width, height, stride, pixelsAt, isRunLength, masks } = layout;
  const image = { width, height, frames: 1, hasAlpha: masks?.alpha !== undefined, orientation: 1 };
  const isCut = !isRunLength && pixelsAt + stride * height > sizeBytes;
  return { image, ...(isCut && { unparseable: 'bmp is shorter than its pixels' }) };
}
