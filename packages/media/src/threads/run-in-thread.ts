import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** A bundle is CommonJS, where `import.meta.url` is undefined; its layers are found by `NODE_PATH`. */
const requireHere = createRequire(import.meta.url ?? __filename);

/** The path of an installed package, or of a file of it, for a thread to load. */
export const resolvePackage = (name: string): string => requireHere.resolve(name);

export type ThreadEnd =
  | { readonly outcome: 'returned'; readonly value: unknown }
  /** It threw, ran out of memory or crashed. */
  | { readonly outcome: 'failed'; readonly detail: string }
  | { readonly outcome: 'timed_out' };

export type ThreadWork = {
  /** The body of an async function of `input` and `require`, CommonJS: it sees nothing of who asks. */
  readonly code: string;
  readonly input: unknown;
  readonly timeoutMs: number;
  /** Of JavaScript's heap; what WebAssembly takes is bounded by its module. */
  readonly heapMb: number;
};

/**
 * Does one piece of work in a thread of its own, which ends with it: a parser that hangs or dies takes nobody with it, and
 * leaves nothing behind for the next content.
 */
export function runInThread({ code, input, timeoutMs, heapMb }: ThreadWork): Promise<ThreadEnd> {
  return new Promise((resolve) => {
    const worker = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads');
       (async (input, require) => { ${code} })(workerData, require).then(
         (value) => parentPort.postMessage({ outcome: 'returned', value }),
         (error) => parentPort.postMessage({ outcome: 'failed', detail: String((error && error.message) || error) }),
       );`,
      {
        eval: true,
        env: {},
        workerData: input,
        resourceLimits: { maxOldGenerationSizeMb: heapMb },
        stdout: true,
        stderr: true,
      },
    );
    const end = (how: ThreadEnd): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(how);
    };
    const timer = setTimeout(() => end({ outcome: 'timed_out' }), timeoutMs);
    worker.once('message', end);
    worker.once('error', (error) => end({ outcome: 'failed', detail: error.message }));
    worker.once('exit', (code) => end({ outcome: 'failed', detail: `the thread ended with ${code}` }));
  });
}
