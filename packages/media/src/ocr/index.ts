export { type ClosableTextRecognizer, createTextRecognizer } from './create-text-recognizer.ts';
