import {
  createDelayRetry,
  createJobSource,
  createRenditionStorage,
  createS3,
  createSqs,
  createStepFunctions,
  createTaskTokens,
} from '@sluice/aws';
import { createRunImageJob } from '@sluice/core/process';
import { readEnv } from '@sluice/lambda';
import { createImageRenderer } from '@sluice/media/images';
import { jobWorker } from './job-worker.ts';
import { envSchema } from './run-image-job.env.ts';

const env = readEnv(envSchema);
const s3 = createS3();

export const handler = jobWorker({
  name: 'run-image-job',
  run: createRunImageJob({
    source: createJobSource({ client: s3 }),
    renderer: createImageRenderer(),
    renditions: createRenditionStorage({ client: s3 }),
    tokens: createTaskTokens({ client: createStepFunctions() }),
  }),
  delayRetry: createDelayRetry({ client: createSqs(), queueUrl: env.IMAGE_QUEUE_URL }),
});
