import { renderImage } from '@sluice/contracts';
import { createRenderImage, offerTask } from '@sluice/core/process';
import { readEnv } from '@sluice/lambda';
import { createImageRenderer } from '@sluice/media/images';
import { jobWorker } from './job-worker.ts';
import { envSchema } from './run-image-job.env.ts';

export const handler = jobWorker({
  worker: 'image',
  tasks: [offerTask(renderImage, createRenderImage(createImageRenderer()))],
  queueUrl: readEnv(envSchema).IMAGE_QUEUE_URL,
  timeoutSeconds: 50,
});
