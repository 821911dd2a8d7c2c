import type { DecodeFailure } from './classify-decode-error.ts';
import type { Size } from './fit-box.ts';

export function tooManyPixels({ width, height }: Size, maxPixels: number): DecodeFailure {
  return { outcome: 'too_many_pixels', detail: `${width} x ${height} is more than ${maxPixels} pixels` };
}
