import { parentPort, Worker } from 'node:worker_threads';
import type { DocumentReader, ReadDocument } from '@sluice/core/process';
import * as z from 'zod/mini';
import { TextRecognitionError } from './errors.ts';

export type ThreadOptions = {
  /** A module that calls `serveDocumentReader` in a thread whose `workerData` is `READER_THREAD`. */
  readonly file: string;
  /** Of one document. */
  readonly timeoutMs: number;
  /** Of JavaScript's heap; engines in WebAssembly have memory of their own. */
  readonly heapMb: number;
};

export const READER_THREAD = 'document-reader';

const READY = 'ready';
const replySchema = z.union([
  z.object({ read: z.custom<ReadDocument>((value) => typeof value === 'object' && value !== null) }),
  z.object({ failed: z.object({ name: z.string(), message: z.string() }) }),
]);

/**
 * A reader in a thread of its own, which stays for the next document. A parser that hangs is ended, one that dies takes nobody
 * with it: both speak against the document. Only a thread that does not even start is our fault, and throws.
 */
export function createThreadedDocumentReader(options: ThreadOptions): DocumentReader {
  let idle: Worker | undefined;
  return {
    async read(content, mimeType, limits) {
      const worker = idle ?? (await start(options));
      idle = undefined;
      const read = await ask(worker, { content, mimeType, limits }, options.timeoutMs);
      if (read.outcome === 'answered') {
        idle = worker;
        // An idle thread must not keep the process alive.
        worker.unref();
        return read.answer;
      }
      await worker.terminate();
      if (read.outcome === 'failed') throw read.error;
      return { outcome: 'unparseable', detail: read.detail };
    },
  };
}

/** Answers what it is asked, one document after the other, in the thread it is called in. */
export function serveDocumentReader(reader: DocumentReader): void {
  const port = parentPort;
  if (port === null) throw new TypeError('a document reader is served in a thread');
  port.on('message', ({ content, mimeType, limits }: Question) => {
    reader.read(content, mimeType, limits).then(
      (read) => port.postMessage({ read }),
      (error: unknown) => {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        port.postMessage({ failed: { name, message } });
      },
    );
  });
  port.postMessage(READY);
}

type Question = {
  readonly content: Uint8Array;
  readonly mimeType: string;
  readonly limits: Parameters<DocumentReader['read']>[2];
};
type Asked =
  | { readonly outcome: 'answered'; readonly answer: ReadDocument }
  | { readonly outcome: 'failed'; readonly error: Error }
  | { readonly outcome: 'ended'; readonly detail: string };

async function start({ file, heapMb }: ThreadOptions): Promise<Worker> {
  const worker = new Worker(file, { workerData: READER_THREAD, resourceLimits: { maxOldGenerationSizeMb: heapMb } });
  const started = await nextOf(worker);
  if (started.event === 'message') return worker;
  throw new Error(`the thread of the document reader ended as it started: ${started.detail}`);
}

async function ask(worker: Worker, question: Question, timeoutMs: number): Promise<Asked> {
  worker.ref();
  const next = nextOf(worker, timeoutMs);
  worker.postMessage(question);
  const { event, ...said } = await next;
  if (event === 'end') return { outcome: 'ended', detail: said.detail };
  const reply = z.parse(replySchema, said.message);
  if ('read' in reply) return { outcome: 'answered', answer: reply.read };
  const { name, message } = reply.failed;
  const error = name === 'TextRecognitionError' ? new TextRecognitionError(message) : new Error(message);
  return { outcome: 'failed', error };
}

type Next =
  | { readonly event: 'message'; readonly message: unknown; readonly detail: '' }
  | { readonly event: 'end'; readonly message?: undefined; readonly detail: string };

/** The next thing that is heard of a thread: what it says, or that it is no more, or nothing for so long. */
function nextOf(worker: Worker, timeoutMs?: number): Promise<Next> {
  return new Promise((resolve) => {
    const hear = (next: Next): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(next);
    };
    const onMessage = (message: unknown): void => hear({ event: 'message', message, detail: '' });
    const onError = (error: Error): void => hear({ event: 'end', detail: `its reader died: ${error.message}` });
    const onExit = (code: number): void => hear({ event: 'end', detail: `its reader died with ${code}` });
    const late = (): void =>
      hear({ event: 'end', detail: `it is not read within ${Math.round((timeoutMs ?? 0) / 1000)} seconds` });
    const timer = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
    worker.once('message', onMessage).once('error', onError).once('exit', onExit);
  });
}
