import sharp, { type Sharp } from 'sharp';
import type { Size } from './fit-box.ts';

/** Decoded pixels: eight bits a channel, row by row without padding. */
export type Pixels = Size & { readonly data: Buffer; readonly channels: 3 | 4 };

export const fromPixels = ({ data, width, height, channels }: Pixels): Sharp =>
  sharp(data, { raw: { width, height, channels } });
