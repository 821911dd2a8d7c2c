import {
  createDelayRetry,
  createJobSource,
  createRenditionStorage,
  createS3,
  createSqs,
  createStepFunctions,
  createTaskTokens,
} from '@sluice/aws';
import { requestedJobSchema } from '@sluice/contracts';
import { createRunImageJob, retryDelaySeconds } from '@sluice/core/process';
import { queue, readEnv } from '@sluice/lambda';
import { createImageRenderer } from '@sluice/media/images';
import { envSchema } from './run-image-job.env.ts';

const env = readEnv(envSchema);
const s3 = createS3();
const runJob = createRunImageJob({
  source: createJobSource({ client: s3 }),
  renderer: createImageRenderer(),
  renditions: createRenditionStorage({ client: s3 }),
  tokens: createTaskTokens({ client: createStepFunctions() }),
});

export const handler = queue({
  service: 'process',
  name: 'run-image-job',
  schema: requestedJobSchema,
  delayRetry: createDelayRetry({ client: createSqs(), queueUrl: env.IMAGE_QUEUE_URL }),
  async handle({ message, receiveCount, log }) {
    const { job_id, file_id, task, max_retries } = message.payload;
    try {
      const outcome = await runJob(message, receiveCount);
      log.info('job ended', { job_id, file_id, task, verdict: outcome });
      return undefined;
    } catch (error) {
      log.error('job failed', { job_id, file_id, task, error });
      return { retryInSeconds: retryDelaySeconds(receiveCount, max_retries) };
    }
  },
});
