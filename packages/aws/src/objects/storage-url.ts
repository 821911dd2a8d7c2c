import { locateStored } from '@sluice/core/history';

/** Where `s3://bucket/key` lies, as S3's requests name it. Throws StorageUrlError. */
export function locate(storageUrl: string): { Bucket: string; Key: string } {
  const { bucket: Bucket, key: Key } = locateStored(storageUrl);
  return { Bucket, Key };
}
