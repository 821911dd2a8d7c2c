import { CompleteMultipartUploadCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectStorage } from '@sluice/core/upload';
import { isNamed } from '../error-names.ts';

type CompleteRequest = Parameters<ObjectStorage['completeMultipart']>[0];

/** Puts the parts together, provided that they are as many bytes as declared and the key is free. */
export async function completeMultipart(client: S3Client, Bucket: string, request: CompleteRequest) {
  const { key, multipartId, parts, sizeBytes } = request;
  try {
    const { VersionId = '' } = await client.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key: key,
        UploadId: multipartId,
        MultipartUpload: { Parts: parts.map(({ n, etag }) => ({ PartNumber: n, ETag: etag })) },
        MpuObjectSize: sizeBytes,
        IfNoneMatch: '*',
      }),
    );
    return { outcome: 'completed' as const, versionId: VersionId };
  } catch (error) {
    const outcome = refusal(error);
    if (outcome === undefined) {
      throw error;
    }
    return { outcome };
  }
}

function refusal(error: unknown): 'gone' | 'exists' | undefined {
  if (isNamed(error, 'NoSuchUpload')) {
    return 'gone';
  }
  return isNamed(error, 'PreconditionFailed') ? 'exists' : undefined;
}
