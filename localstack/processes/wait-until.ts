import { setTimeout as sleep } from 'node:timers/promises';

export class WaitTimeoutError extends Error {
  override readonly name = 'WaitTimeoutError';
}

/**
 * Polls `condition` until it answers something other than undefined or false, and answers that.
 * `timeoutMs` and `everyMs` are milliseconds. Throws WaitTimeoutError with `what` in its message.
 */
export const waitUntil = async <T>(
  what: string,
  condition: () => Promise<T | false | undefined> | T | false | undefined,
  { timeoutMs, everyMs = 25 }: { timeoutMs: number; everyMs?: number },
): Promise<T> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    if (performance.now() >= deadline) throw new WaitTimeoutError(`waited ${timeoutMs} ms in vain: ${what}`);
    await sleep(everyMs);
  }
};
