import { join } from 'node:path';
import english from '@tesseract.js-data/eng';
import { createWorker, OEM, type Worker } from 'tesseract.js';

/** The smallest model that reads printed text without an error: 3 MB, of which the default one takes 11. */
const MODEL = '4.0.0_best_int';

/** A worker thread that reads English, from files of packages alone: nothing is fetched, nothing is written. */
export async function startWorker(): Promise<Worker> {
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: join(english.langPath, '..', MODEL),
    cacheMethod: 'none',
    gzip: true,
    // Without a handler the library throws outside of any call, which nobody could catch.
    errorHandler: () => undefined,
  });
  // Pictures seldom say how dense they are, and the engine warns of each that does not.
  await worker.setParameters({ user_defined_dpi: '200' });
  return worker;
}
