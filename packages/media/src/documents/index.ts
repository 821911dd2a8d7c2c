export { createDocumentReader } from './create-document-reader.ts';
export { TextRecognitionError } from './errors.ts';
