import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DEFAULT_LIMITS } from '@sluice/core/access';
import { inspectContent } from '@sluice/media/inspection';

const s3 = new S3Client({});

type Input = { bucket: string; key: string };

/** The same look at the bytes as ours, straight from S3. */
export async function handler({ bucket: Bucket, key: Key }: Input) {
  const { ContentLength: sizeBytes = 0 } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
  const body = async (Range?: string) => (await s3.send(new GetObjectCommand({ Bucket, Key, Range }))).Body;
  const facts = await inspectContent(
    {
      sizeBytes,
      async *stream() {
        const content = await body();
        if (content) yield* content as AsyncIterable<Uint8Array>;
      },
      read: async (start, length) =>
        (await (await body(`bytes=${start}-${start + length - 1}`))?.transformToByteArray()) ?? new Uint8Array(),
    },
    DEFAULT_LIMITS,
  );
  return { bucket: Bucket, key: Key, mime_type: facts.mimeType, sha256: facts.sha256, size_bytes: facts.sizeBytes };
}
