import type { PictureFormat } from '@sluice/contracts';
import type { Sharp } from 'sharp';

/**
 * Measured on 1920 x 1440 of 12 MP photographs against the defaults (effort 4, tuned for perceived quality): AVIF at effort 0,
 * tuned for SSIM, takes 1/40 of the CPU; at 6 less of quality it has the same PSNR (0.1 dB below to 0.4 above) for 1.04 to 1.11
 * of the bytes, where the default tuning loses 0.7 dB for 1.14. WebP at effort 2 takes half the CPU for 1.04 of the bytes.
 */
const AVIF = { effort: 0, tune: 'ssim' } as const;
const AVIF_QUALITY_SHIFT = -6;
const WEBP_EFFORT = 2;

export const MIME_TYPES = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
  tiff: 'image/tiff',
} as const satisfies Record<PictureFormat, string>;

export type Encoding = {
  readonly format: PictureFormat;
  /** 1 to 100, of formats that lose something. */
  readonly quality: number;
  readonly lossless?: boolean;
  readonly progressive?: boolean;
  /** `#rrggbb`, shows through where the format knows no transparency. @default white */
  readonly background?: string;
};

/** Writes what is in a pipeline in a format. */
export function encodePicture(image: Sharp, encoding: Encoding): Sharp {
  const { format, quality, lossless = false, progressive = false, background = '#ffffff' } = encoding;
  switch (format) {
    case 'jpeg':
      return image.flatten({ background }).jpeg({ quality, progressive });
    case 'png':
      // A quality would make sharp reduce the colours to a palette; PNG is asked for where none may be lost.
      return image.png({ progressive });
    case 'webp':
      return image.webp({ quality, lossless, effort: WEBP_EFFORT });
    case 'avif':
      return image.avif({ ...AVIF, lossless, quality: Math.max(1, quality + AVIF_QUALITY_SHIFT) });
    case 'gif':
      return image.gif();
    case 'tiff':
      return image.tiff({ compression: 'deflate', predictor: 'horizontal' });
  }
}
