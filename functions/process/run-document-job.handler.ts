import { readDocument } from '@sluice/contracts';
import { createReadDocument, offerTask } from '@sluice/core/process';
import { createDocumentReader } from '@sluice/media/documents';
import { createTextRecognizer } from '@sluice/media/ocr';
import { jobWorker } from './job-worker.ts';

export const handler = jobWorker({
  worker: 'document',
  tasks: [offerTask(readDocument, createReadDocument(createDocumentReader({ recognizer: createTextRecognizer() })))],
});
