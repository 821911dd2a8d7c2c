import type { SharpOptions } from 'sharp';

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
