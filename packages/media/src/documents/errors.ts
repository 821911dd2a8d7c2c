/** The recognizer of text is broken: a failure to be tried again, not a property of the document. */
export class TextRecognitionError extends Error {
  override readonly name = 'TextRecognitionError';
}
