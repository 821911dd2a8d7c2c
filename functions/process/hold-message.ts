import type { Log } from '@sluice/lambda';

/** A message of a worker that died is back after so long at most. */
const HIDDEN_SECONDS = 60;
const AGAIN_AFTER_MS = 20_000;

/**
 * Keeps a message hidden while it is worked on, a minute at a time, however long its queue would hide it. Answers what ends
 * that. One that could not be hidden in time is worked on twice, which must not matter.
 */
export function holdMessage(hide: (seconds: number) => Promise<void>, log: Pick<Log, 'warn'>): () => void {
  const again = (): void => {
    hide(HIDDEN_SECONDS).catch((error: unknown) => log.warn('message could not be held', { error }));
  };
  again();
  const timer = setInterval(again, AGAIN_AFTER_MS);
  return () => clearInterval(timer);
}
