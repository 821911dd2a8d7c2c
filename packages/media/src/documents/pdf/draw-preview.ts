import type { Rendition } from '@sluice/core/process';
import { encodeRendition } from '../../images/encode-rendition.ts';
import type { PdfPage } from './open-pdf.ts';

const MAX_SIDE = 1200;
/** A page of a stamp's size is not worth a wall's. */
const MAX_SCALE = 4;
const QUALITY = 80;

/** The looks of a page as WebP, at most 1200 pixels a side. */
export async function drawPreview(page: PdfPage, name: string): Promise<Rendition> {
  const { data, width, height } = page.draw(
    Math.min(MAX_SCALE, MAX_SIDE / Math.max(page.width, page.height, 1)),
    'rgba',
  );
  const box = { width: MAX_SIDE, height: MAX_SIDE };
  const request = { name, format: 'webp', fit: 'inside', quality: QUALITY, ...box } as const;
  return encodeRendition({ data, width, height, channels: 4 }, { width, height }, request);
}
