/** Tokens a process has taken beforehand and may still spend. */
export type TokenLease = {
  /** How many were taken together. */
  readonly taken: number;
  readonly left: number;
  /** Milliseconds since the epoch. */
  readonly until: number;
};

/**
 * A token is spent within a second of being taken. So in any span of time a bucket that is leased from lets through what
 * it would let through in a span one second longer: that is all the slack, however many processes there are.
 */
const LEASE_MS = 1_000;
/** No process keeps more of a bucket than this from the others. */
const MAX_SHARE = 1 / 20;

/** The lease after spending one token of it, or undefined when it has none that is still good. */
export function spendLease(lease: TokenLease | undefined, now: number): TokenLease | undefined {
  return lease === undefined || lease.left === 0 || lease.until <= now ? undefined : { ...lease, left: lease.left - 1 };
}

/** How many to take next: twice as many as last time if all of them were spent in their time, else one. */
export function nextLeaseSize(last: TokenLease | undefined, burst: number, now: number): number {
  if (last === undefined || last.left > 0 || last.until <= now) return 1;
  return Math.max(1, Math.min(2 * last.taken, Math.floor(burst * MAX_SHARE)));
}

/** The lease of tokens just taken, of which the first is spent at once. */
export function openLease(taken: number, now: number): TokenLease {
  return { taken, left: taken - 1, until: now + LEASE_MS };
}
