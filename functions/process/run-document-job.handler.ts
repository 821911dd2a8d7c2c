import { readDocument } from '@sluice/contracts';
import { createReadDocument, offerTask } from '@sluice/core/process';
import { readEnv } from '@sluice/lambda';
import { createDocumentReader } from '@sluice/media/documents';
import { createTextRecognizer } from '@sluice/media/ocr';
import { jobWorker } from './job-worker.ts';
import { envSchema } from './run-document-job.env.ts';

export const handler = jobWorker({
  worker: 'document',
  tasks: [offerTask(readDocument, createReadDocument(createDocumentReader({ recognizer: createTextRecognizer() })))],
  queueUrl: readEnv(envSchema).DOCUMENT_QUEUE_URL,
  timeoutSeconds: 50,
});
