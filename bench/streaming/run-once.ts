import { parseArgs } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import { createJobSource, createRenditionStorage } from '@sluice/aws';
import { DEFAULT_TASK_LIMITS, type TaskInput } from '@sluice/core/process';
import { archiveTasks } from '@sluice/media/archives';
import { readPeakRss } from '../client/read-peak-rss.ts';

// Does one piece of work with a content of so many bytes, as a worker does it, and prints the most memory it held.
const { values } = parseArgs({
  options: {
    work: { type: 'string', default: 'hash' },
    bytes: { type: 'string', default: '1' },
    endpoint: { type: 'string' },
  },
});
const client = new S3Client({
  ...{ endpoint: values.endpoint ?? '', region: 'us-east-1', forcePathStyle: true },
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  // As the functions have it: S3 is sent no checksum that it was not asked for.
  requestChecksumCalculation: 'WHEN_REQUIRED',
});
const sizeBytes = Number(values.bytes);
const source = createJobSource({ client }).open({
  bucket: 'content',
  key: values.bytes ?? '',
  versionId: 'v',
  sizeBytes,
});
const storage = createRenditionStorage({ client });
const put: TaskInput<unknown>['put'] = (name, mimeType, bytes) =>
  storage.put({ bucket: 'renditions', key: name }, bytes, mimeType);

if (values.work === 'copy') {
  await put('copy', 'application/octet-stream', source.stream());
} else {
  const task = archiveTasks.find((one) => one.task === values.work);
  const answer = await task?.run({
    ...{
      source,
      put,
      mimeType: 'video/mp4',
      filename: 'film.mp4',
      more: [],
      parameters: {},
      limits: DEFAULT_TASK_LIMITS,
    },
    signal: new AbortController().signal,
  });
  if (answer?.outcome !== 'succeeded') throw new Error(`${values.work}: ${JSON.stringify(answer)}`);
}
console.log(JSON.stringify({ peak_rss: readPeakRss() }));
client.destroy();
