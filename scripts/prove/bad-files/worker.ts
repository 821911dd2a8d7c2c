import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

const triedSchema = z.object({
  end: z.enum(['rejected', 'bad', 'made', 'kept', 'error']),
  reason: z.string(),
  kind: z.string(),
});
/** `error`: an exception left the code; `crash`: the process died; `stuck`: it did not end in time. */
export type End =
  | (z.infer<typeof triedSchema> & { readonly milliseconds: number; readonly peakBytes: number })
  | {
      readonly end: 'crash' | 'stuck';
      readonly reason: string;
      readonly kind: string;
      readonly milliseconds: number;
      readonly peakBytes: number;
    };

/** Above what the reader of documents has for one. */
const TIMEOUT_MS = 200_000;

/** One worker process at a time, started anew when a file has killed it or kept it for too long. */
export class FileWorker {
  #child: ChildProcess | undefined;

  async try(path: string): Promise<End> {
    const child = this.#start();
    const started = performance.now();
    return new Promise((resolve) => {
      const end = (how: Pick<End, 'end' | 'reason' | 'kind'>): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        const { peakBytes } = { peakBytes: peakOf(child.pid) };
        if (how.end === 'crash' || how.end === 'stuck') this.#end();
        resolve({ ...how, peakBytes, milliseconds: Math.round(performance.now() - started) });
      };
      const timer = setTimeout(() => end({ end: 'stuck', reason: 'stuck', kind: '' }), TIMEOUT_MS);
      child.once('message', (message) => end(z.parse(triedSchema, message)));
      child.once('exit', (code, signal) => end({ end: 'crash', reason: `ended with ${signal ?? code}`, kind: '' }));
      child.send(path);
    });
  }

  close(): void {
    this.#end();
  }

  #start(): ChildProcess {
    this.#child ??= fork(join(import.meta.dirname, 'try-files.ts'), { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    return this.#child;
  }

  #end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}

/** The most memory the process had so far, in bytes; 0 where the system does not say. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
