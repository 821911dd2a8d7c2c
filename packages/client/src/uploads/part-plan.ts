import type { UploadView } from '@sluice/contracts';

export type PlannedPart = { readonly n: number; readonly start: number; readonly size: number };

type Cut = Pick<UploadView, 'part_count' | 'part_size' | 'size_bytes'>;

/** Where part `n` (from 1) lies in the file. */
export const partOf = ({ part_count, part_size, size_bytes }: Cut, n: number): PlannedPart => {
  const start = part_size * (n - 1);
  return { n, start, size: n < part_count ? part_size : size_bytes - start };
};

/** Every part of an upload, in order. */
export const allParts = (upload: Cut): PlannedPart[] =>
  Array.from({ length: upload.part_count }, (_, index) => partOf(upload, index + 1));
