export { createDocumentReader } from './create-document-reader.ts';
export { TextRecognitionError } from './errors.ts';
export {
  createThreadedDocumentReader,
  READER_THREAD,
  serveDocumentReader,
} from './threaded-document-reader.ts';
