import type { Subject } from '@sluice/core/understand';
import sharp from 'sharp';

/** A document of three pages, valid in all of it. */
export const INVOICE: Subject = {
  filename: 'invoice-2026-117.pdf',
  mimeType: 'application/pdf',
  kind: 'document',
  pages: [
    'Invoice 2026-117\nfrom Harbour Tools Ltd, Bristol\nto Mrs. Ada Example',
    'Two pallets of rope,\ndelivered on 3 October 2026.',
    'Total due: 1,240.00 EUR within 30 days.',
  ],
};

/** A picture of one colour with so many pixels a side. */
export async function pictureSubject(side = 1920): Promise<Subject> {
  const create = { width: side, height: side / 2, channels: 3, background: '#336699' } as const;
  return {
    filename: 'sea.jpg',
    mimeType: 'image/jpeg',
    kind: 'image',
    picture: await sharp({ create }).webp().toBuffer(),
  };
}
