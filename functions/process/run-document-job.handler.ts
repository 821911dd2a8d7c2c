import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';
import { readDocument } from '@sluice/contracts';
import { createReadDocument, offerTask } from '@sluice/core/process';
import {
  createDocumentReader,
  createThreadedDocumentReader,
  READER_THREAD,
  serveDocumentReader,
} from '@sluice/media/documents';
import { createTextRecognizer } from '@sluice/media/ocr';
import { jobWorker } from './job-worker.ts';

/** Parsers run in a thread of this same bundle, which can be ended when a document makes them hang. */
const isThread = workerData === READER_THREAD;
// A bundle is CommonJS, where there is no import.meta.url.
const file = import.meta.url === undefined ? __filename : fileURLToPath(import.meta.url);

if (isThread) serveDocumentReader(createDocumentReader({ recognizer: createTextRecognizer() }));

export const handler = isThread
  ? undefined
  : jobWorker({
      worker: 'document',
      tasks: [
        offerTask(
          readDocument,
          createReadDocument(createThreadedDocumentReader({ file, timeoutMs: 150_000, heapMb: 1536 })),
        ),
      ],
    });
