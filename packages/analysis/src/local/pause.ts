import { setImmediate } from 'node:timers/promises';

/** Between two pieces of work: lets a timer fire, and throws the signal's reason when that aborted it. */
export async function pause(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}
