import { buffer } from 'node:stream/consumers';
import type { RenditionStorage } from './rendition-storage.ts';

export type StoredRendition = { readonly bytes: Uint8Array; readonly mimeType: string };
export type InMemoryRenditionStorage = RenditionStorage & {
  /** Under `s3://bucket/key`. */
  readonly objects: ReadonlyMap<string, StoredRendition>;
};

/** The port in memory. */
export function inMemoryRenditionStorage(): InMemoryRenditionStorage {
  const objects = new Map<string, StoredRendition>();
  return {
    objects,
    async put({ bucket, key }, bytes, mimeType) {
      const whole = bytes instanceof Uint8Array ? bytes : new Uint8Array(await buffer(bytes));
      objects.set(`s3://${bucket}/${key}`, { bytes: whole, mimeType });
    },
    async get({ bucket, key }) {
      return objects.get(`s3://${bucket}/${key}`)?.bytes;
    },
    async removeAll({ bucket, prefix }) {
      if (prefix === '') {
        throw new TypeError(`without a prefix everything in ${bucket} would be removed: name one`);
      }
      for (const url of [...objects.keys()].filter((url) => url.startsWith(`s3://${bucket}/${prefix}`))) {
        objects.delete(url);
      }
    },
  };
}
