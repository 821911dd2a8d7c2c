import { type FileView, isAtRest, ROUTES } from '@sluice/contracts';
import type { Call } from './calls/create-call.ts';
import type { Pace } from './calls/retry.ts';

export type WaitOptions = {
  /** @default 10 minutes */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
};

/** A file was not at rest in time; `file` is how it was last seen. */
export class WaitTimeoutError extends Error {
  override readonly name = 'WaitTimeoutError';
  readonly file: FileView;
  constructor(message: string, file: FileView) {
    super(message);
    this.file = file;
  }
}

// The most the service holds an answer back.
const LONGEST_WAIT_SECONDS = 20;
// A service that answers at once instead of waiting must not be asked in a tight loop.
const PAUSE_MS = 250;

/** Waits until a file is at rest (published, rejected, waiting for a person, failed …) and answers it. */
export async function waitForFile(
  deps: { readonly call: Call; readonly pace: Pace; readonly now: () => number },
  fileId: string,
  { timeoutMs = 600_000, signal }: WaitOptions = {},
): Promise<FileView> {
  const deadline = deps.now() + timeoutMs;
  for (;;) {
    const asked = deps.now();
    const wait = Math.max(0, Math.min(LONGEST_WAIT_SECONDS, Math.floor((deadline - asked) / 1000)));
    const file = await deps.call(
      ROUTES.getFile,
      { params: { file_id: fileId }, query: { wait } },
      signal ? { signal } : {},
    );
    if (isAtRest(file.status)) return file;
    if (deps.now() >= deadline)
      throw new WaitTimeoutError(`file ${fileId} is still ${file.status} after ${timeoutMs / 1000} s`, file);
    const pause = PAUSE_MS - (deps.now() - asked);
    if (pause > 0) await deps.pace.sleep(Math.min(pause, Math.max(1, deadline - deps.now())), signal);
  }
}
