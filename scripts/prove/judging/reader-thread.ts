// What reads documents while contents are judged: the thread of a worker of documents.
import { createDocumentReader, serveDocumentReader } from '@sluice/media/documents';
import { createTextRecognizer } from '@sluice/media/ocr';

serveDocumentReader(createDocumentReader({ recognizer: createTextRecognizer() }));
