import type { RecognizedText, TextRecognizer } from '@sluice/core/process';
import type { Worker } from 'tesseract.js';
import { preparePicture } from './prepare-picture.ts';
import { readWords } from './read-words.ts';

export type ClosableTextRecognizer = TextRecognizer & {
  /** Ends the worker, which otherwise keeps the process alive; the next picture starts another. */
  close(): Promise<void>;
};

const NOTHING: RecognizedText = { text: '', confidence: 0, words: [] };

/**
 * The recognizer on Tesseract, for Latin letters as English uses them. Its worker thread starts with the first picture, stays,
 * and reads one picture after the other; one that failed is replaced with the next picture.
 */
export function createTextRecognizer(): ClosableTextRecognizer {
  let started: Promise<Worker> | undefined;
  // The library leaves a call hanging whose worker is ended: there is never more than one under way.
  let last: Promise<unknown> = Promise.resolve();

  const end = async (): Promise<void> => {
    const ended = started;
    started = undefined;
    await (await ended?.catch(() => undefined))?.terminate();
  };

  const recognize = async (content: Buffer): Promise<RecognizedText> => {
    const picture = await preparePicture(content);
    if (picture === undefined) return NOTHING;
    started ??= import('./start-worker.ts').then(({ startWorker }) => startWorker());
    try {
      const worker = await started;
      const { data } = await worker.recognize(picture.png, {}, { text: false, blocks: true });
      return readWords(data.blocks ?? [], picture);
    } catch (error) {
      await end();
      throw error instanceof Error ? error : new Error(`tesseract failed: ${String(error)}`);
    }
  };

  return {
    recognize(picture) {
      const content = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
      const run = () => recognize(content);
      const recognized = last.then(run, run);
      last = recognized;
      return recognized;
    },
    close: end,
  };
}
