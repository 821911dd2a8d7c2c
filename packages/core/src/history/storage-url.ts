import type { StoredContent } from './file-record.ts';

/** A record names an object in a way nothing can read. */
export class StorageUrlError extends Error {
  override readonly name = 'StorageUrl';
  constructor(storageUrl: string) {
    super(`${storageUrl} is not s3://bucket/key`);
  }
}

const STORAGE_URL = /^s3:\/\/(?<bucket>[^/]+)\/(?<key>.+)$/s;

/** Whether it is one version of one object. */
export function isSameContent(one: StoredContent, other: StoredContent): boolean {
  return one.storageUrl === other.storageUrl && one.versionId === other.versionId;
}

export function storageUrlOf(bucket: string, key: string): string {
  return `s3://${bucket}/${key}`;
}

/** Where `s3://bucket/key` lies. Throws StorageUrlError. */
export function locateStored(storageUrl: string): { readonly bucket: string; readonly key: string } {
  const { bucket, key } = STORAGE_URL.exec(storageUrl)?.groups ?? {};
  if (bucket === undefined || key === undefined) {
    throw new StorageUrlError(storageUrl);
  }
  return { bucket, key };
}
