// What reads documents in the tries of bad files: the thread of a worker.
import { createDocumentReader, serveDocumentReader } from '@sluice/media/documents';
import { createTextRecognizer } from '@sluice/media/ocr';

serveDocumentReader(createDocumentReader({ recognizer: createTextRecognizer() }));
