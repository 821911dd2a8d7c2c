import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createLocalAnalyzers } from '@sluice/analysis/local';
import { DEFAULT_LIMITS } from '@sluice/core/access';
import { DEFAULT_RENDITIONS } from '@sluice/core/process';
import { createImageRenderer } from '@sluice/media/images';
import { createTextRecognizer } from '@sluice/media/ocr';

const s3 = new S3Client({});
const renderer = createImageRenderer();
const analyzers = createLocalAnalyzers({ recognizer: createTextRecognizer() });

type Input = { bucket: string; key: string; sha256: string };

/** The same renditions and the same analyses as ours, without a queue or a token in between. */
export async function handler({ bucket, key, sha256 }: Input) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const content = (await Body?.transformToByteArray()) ?? new Uint8Array();
  const image = await renderer.render(content, DEFAULT_RENDITIONS, DEFAULT_LIMITS);
  if (image.outcome !== 'rendered') throw new Error(image.detail);
  await Promise.all(
    image.renditions.map(({ name, bytes, mimeType }) =>
      s3.send(
        new PutObjectCommand({
          Bucket: process.env.RENDITIONS,
          Key: `${key}/${name}`,
          Body: bytes,
          ContentType: mimeType,
        }),
      ),
    ),
  );
  const picture = image.renditions.find(({ name }) => name === 'large_webp')?.bytes ?? content;
  const subject = { filename: key, mimeType: 'image/jpeg', kind: 'image', picture } as const;
  const findings = {};
  for (const analyzer of analyzers) {
    if (analyzer.takes(subject)) {
      Object.assign(findings, await analyzer.analyze(subject, AbortSignal.timeout(100_000)));
    }
  }
  const renditions = image.renditions.map(({ name, width, height }) => ({ name, width, height }));
  return { key, sha256, renditions, findings };
}
