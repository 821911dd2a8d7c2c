import type { JobMessage, JobResult } from '@sluice/contracts';
import { storageUrlOf } from '../history/index.ts';
import type { RenditionStorage } from './rendition-storage.ts';

/** Something made of a file; `width` and `height` in pixels where it is a picture. */
export type Output = {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  readonly width?: number;
  readonly height?: number;
};

/** Puts what a job made under fixed keys below its destination, and answers where it lies. */
export function storeRenditions(
  storage: RenditionStorage,
  { bucket, prefix }: JobMessage['destination'],
  outputs: readonly Output[],
): Promise<JobResult['renditions']> {
  return Promise.all(
    outputs.map(async ({ name, mimeType, width, height, bytes }) => {
      const key = `${prefix}${name}`;
      await storage.put({ bucket, key }, bytes, mimeType);
      return {
        name,
        mime_type: mimeType,
        size_bytes: bytes.byteLength,
        ...(width !== undefined && { width }),
        ...(height !== undefined && { height }),
        storage_url: storageUrlOf(bucket, key),
      };
    }),
  );
}
