import { S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createObjectStorage } from '@sluice/aws';
import { fixedClock } from '@sluice/core/runtime';
import type { Bench } from '../bench.ts';
import { median } from '../measure.ts';

const ROUNDS = 15;
const PARTS = 1000;
/** Of getSignedUrl's processor time; bytes of JSON that each further part adds to an answer. */
const GOALS = { processorTime: 0.12, bytesPerPart: 100 };

/**
 * Signing 1,000 parts by the product's own storage, against getSignedUrl for each: processor time of this process,
 * rounds in turns, no network. The URLs must be equal.
 */
export const benchSigning: Bench = async ({ rounds = ROUNDS }) => {
  const now = Date.now();
  const client = new S3Client({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'a session of a function' },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  const storage = createObjectStorage({ client, bucket: 'content', clock: fixedClock(now) });
  const request = {
    key: 't/acme/019b76da-a800-7000-8000-000000000001',
    multipartId: 'VXBsb2FkIElEIGZvciA2aWWpbmcncyBteS1tb3ZpZS5tMnRzIHVwbG9hZA',
    parts: Array.from({ length: PARTS }, (_, index) => ({ n: 9001 + index, sizeBytes: 8 * 1024 ** 2 })),
    expiresInSeconds: 3600,
  };
  const signOne = ({ n, sizeBytes }: { n: number; sizeBytes: number }) =>
    getSignedUrl(
      client,
      new UploadPartCommand({
        Bucket: 'content',
        Key: request.key,
        UploadId: request.multipartId,
        PartNumber: n,
        ContentLength: sizeBytes,
      }),
      { expiresIn: 3600, signingDate: new Date(now) },
    );
  const ours = async () => (await storage.signParts(request)).map(({ url }) => url);
  const theirs = () => Promise.all(request.parts.map(signOne));
  const areEqual = JSON.stringify(await ours()) === JSON.stringify(await theirs());

  const times = { ours: [] as number[], getSignedUrl: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) times.ours.push(await processorTime(ours));
    times.getSignedUrl.push(await processorTime(theirs));
    if (round % 2 === 1) times.ours.push(await processorTime(ours));
  }
  const { signatures } = await storage.signPartTemplate(request);
  const wire = JSON.stringify(request.parts.map(({ n }, index) => ({ n, signature: signatures[index] })));
  const milliseconds = { ours: median(times.ours), getSignedUrl: median(times.getSignedUrl) };
  const ratio = milliseconds.ours / milliseconds.getSignedUrl;
  const bytesPerPart = wire.length / PARTS;
  console.log(
    JSON.stringify({ rounds, parts: PARTS, areEqual, milliseconds, ratio, bytesPerPart, goals: GOALS }, null, 2),
  );
  return areEqual && ratio <= GOALS.processorTime && bytesPerPart <= GOALS.bytesPerPart;
};

/** Milliseconds of the processor, which other processes on this machine do not lengthen. */
async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
