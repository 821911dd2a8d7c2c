import {
  createDelayRetry,
  createJobSource,
  createRenditionStorage,
  createS3,
  createSqs,
  createStepFunctions,
  createTaskTokens,
} from '@sluice/aws';
import { createRunDocumentJob } from '@sluice/core/process';
import { readEnv } from '@sluice/lambda';
import { createDocumentReader } from '@sluice/media/documents';
import { createTextRecognizer } from '@sluice/media/ocr';
import { jobWorker } from './job-worker.ts';
import { envSchema } from './run-document-job.env.ts';

const env = readEnv(envSchema);
const s3 = createS3();

export const handler = jobWorker({
  name: 'run-document-job',
  run: createRunDocumentJob({
    source: createJobSource({ client: s3 }),
    reader: createDocumentReader({ recognizer: createTextRecognizer() }),
    renditions: createRenditionStorage({ client: s3 }),
    tokens: createTaskTokens({ client: createStepFunctions() }),
  }),
  delayRetry: createDelayRetry({ client: createSqs(), queueUrl: env.DOCUMENT_QUEUE_URL }),
});
