/** What waiting depends on; a test passes its own. */
export type Pace = {
  /** Resolves after `ms`, rejects with the signal's reason when it is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** At least 0, below 1. */
  readonly random: () => number;
};

export const realPace: Pace = {
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
  random: Math.random,
};

const BASE_MS = 200;
const CAP_MS = 5_000;
// A service that asks for longer than this is better told to the caller than waited for.
const LONGEST_WAIT_MS = 60_000;

export type RetryPolicy = {
  readonly attempts: number;
  readonly pace: Pace;
  readonly signal?: AbortSignal | undefined;
  /** Whether to try again: false, or the least time to wait in milliseconds. */
  readonly mayRetry: (error: unknown) => false | number;
};

/** Runs `work` until it succeeds, its error is final, or the attempts are over. Waits with full jitter. */
export async function retry<T>(work: (attempt: number) => Promise<T>, policy: RetryPolicy): Promise<T> {
  const { attempts, pace, signal, mayRetry } = policy;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await work(attempt);
    } catch (error) {
      signal?.throwIfAborted();
      const least = mayRetry(error);
      if (least === false || least > LONGEST_WAIT_MS || attempt >= attempts) throw error;
      const jitter = pace.random() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
      await pace.sleep(least + jitter, signal);
    }
  }
}
