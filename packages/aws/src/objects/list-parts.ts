import { ListPartsCommand, type Part, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectStorage, StoredPart } from '@sluice/core/upload';
import { isNamed } from '../error-names.ts';
import { storedChecksum } from './checksum-fields.ts';

type ListRequest = Parameters<ObjectStorage['listParts']>[0];

/** A page of what S3 has stored of a multipart upload: its own, of at most 1,000 parts. */
export async function listParts(client: S3Client, Bucket: string, { key, multipartId, after }: ListRequest) {
  try {
    const {
      Parts = [],
      IsTruncated,
      NextPartNumberMarker,
    } = await client.send(new ListPartsCommand({ Bucket, Key: key, UploadId: multipartId, PartNumberMarker: after }));
    const items = Parts.map(storedPart);
    return IsTruncated && NextPartNumberMarker ? { items, next: NextPartNumberMarker } : { items };
  } catch (error) {
    if (isNamed(error, 'NoSuchUpload')) {
      return 'gone' as const;
    }
    throw error;
  }
}

function storedPart({ PartNumber = 0, Size = 0, ETag = '', ...fields }: Part): StoredPart {
  const { value } = storedChecksum(fields) ?? {};
  return { n: PartNumber, sizeBytes: Size, etag: ETag, ...(value !== undefined && { checksum: value }) };
}
