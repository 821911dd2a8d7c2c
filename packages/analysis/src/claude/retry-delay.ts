/** Tries of one request in all, the wait between two, and the longest wait a service may ask for. */
export const RETRY = { tries: 3, minMs: 2000, maxMs: 10_000, maxAskedMs: 60_000 } as const;

/**
 * Milliseconds to wait before the next try: evenly spread, and never before the time the service asked for, but for
 * which undefined means that it asked for too long a wait. `random` answers 0 up to 1.
 */
export function retryDelay(random: () => number, retryAfterMs = 0): number | undefined {
  if (retryAfterMs > RETRY.maxAskedMs) return undefined;
  const spread = RETRY.minMs + random() * (RETRY.maxMs - RETRY.minMs);
  // All who were told the same time must not come back at the same time.
  return Math.round(retryAfterMs > spread ? retryAfterMs + random() * RETRY.minMs : spread);
}
