import { CompleteMultipartUploadCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createObjectStorage } from './object-storage.ts';

const s3 = mockClient(S3Client);
beforeEach(() => s3.reset());

const storage = createObjectStorage({ client: new S3Client({ region: 'us-east-1' }), bucket: 'content' });
const request = {
  key: 't/acme/1',
  multipartId: 'multipart-1',
  parts: [
    { n: 1, sizeBytes: 5, etag: '"a"' },
    { n: 2, sizeBytes: 2, etag: '"b"' },
  ],
  sizeBytes: 7,
};

const refuse = (name: string, message: string) =>
  s3
    .on(CompleteMultipartUploadCommand)
    .rejects(new S3ServiceException({ name, message, $fault: 'client', $metadata: { httpStatusCode: 400 } }));

describe('completing a multipart upload', () => {
  it('holds S3 to the size and a free key', async () => {
    s3.on(CompleteMultipartUploadCommand).resolves({ VersionId: 'version-1' });
    expect(await storage.completeMultipart(request)).toEqual({ outcome: 'completed', versionId: 'version-1' });
    expect(s3.call(0).args[0].input).toEqual({
      Bucket: 'content',
      Key: 't/acme/1',
      UploadId: 'multipart-1',
      MultipartUpload: {
        Parts: [
          { PartNumber: 1, ETag: '"a"' },
          { PartNumber: 2, ETag: '"b"' },
        ],
      },
      MpuObjectSize: 7,
      IfNoneMatch: '*',
    });
  });

  it('names what is declared of the bytes, and of each part, and answers what S3 has verified', async () => {
    s3.on(CompleteMultipartUploadCommand).resolves({ VersionId: 'version-1', ChecksumCRC32: 'DUoRhQ==' });
    const parts = request.parts.map((part) => ({ ...part, checksum: 'AAAAAA==' }));
    const checksum = { algorithm: 'CRC32', value: 'DUoRhQ==' } as const;
    expect(await storage.completeMultipart({ ...request, parts, checksum })).toMatchObject({ checksum });
    expect(s3.call(0).args[0].input).toMatchObject({
      MultipartUpload: { Parts: [{ ChecksumCRC32: 'AAAAAA==' }, { ChecksumCRC32: 'AAAAAA==' }] },
      ChecksumCRC32: 'DUoRhQ==',
      ChecksumType: 'FULL_OBJECT',
    });
  });

  it.each([
    ['NoSuchUpload', 'The specified upload does not exist.', 'gone'],
    ['PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 'exists'],
    ['BadDigest', 'The CRC32 you specified did not match the calculated checksum.', 'mismatch'],
    ['InvalidRequest', 'Checksum Type mismatch occurred', 'mismatch'],
  ])('takes %s (%s) as %s', async (name, message, outcome) => {
    refuse(name, message);
    expect(await storage.completeMultipart(request)).toEqual({ outcome });
  });

  it.each([
    ['InvalidRequest', 'The provided size does not match.'],
    ['InvalidPart', 'One or more of the specified parts could not be found.'],
    ['SlowDown', 'Please reduce your request rate.'],
  ])('throws %s (%s): it is no answer of its own', async (name, message) => {
    refuse(name, message);
    await expect(storage.completeMultipart(request)).rejects.toMatchObject({ name });
  });
});
