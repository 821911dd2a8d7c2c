import type { BreakerSnapshot } from './breaker-state.ts';

/** Failures in a row that open a breaker, and how long it stays open. */
export const BREAKER_LIMITS = { failures: 5, openMs: 60_000 } as const;

export type BreakerHealth = 'closed' | 'open' | 'half_open';

/** For health and metrics. Half open: its time is over, and the next call tries. */
export function describeBreaker(snapshot: BreakerSnapshot | undefined, now: number): BreakerHealth {
  if (snapshot?.openedAt === undefined) return 'closed';
  return now < snapshot.openedAt + BREAKER_LIMITS.openMs ? 'open' : 'half_open';
}

export type Admission =
  | { readonly admitted: 'freely' }
  /** Once `next` is stored, and only then. */
  | { readonly admitted: 'as_trial'; readonly next: BreakerSnapshot }
  | { readonly admitted: 'not' };

/** Whether a call may be made. A trial that never reports makes room for another after `trialMs`. */
export function admitCall(snapshot: BreakerSnapshot | undefined, now: number, trialMs: number): Admission {
  const health = describeBreaker(snapshot, now);
  if (snapshot === undefined || health === 'closed') return { admitted: 'freely' };
  if (health === 'open') return { admitted: 'not' };
  if (snapshot.trialEndsAt !== undefined && now < snapshot.trialEndsAt) return { admitted: 'not' };
  return { admitted: 'as_trial', next: { ...snapshot, version: snapshot.version + 1, trialEndsAt: now + trialMs } };
}

/** What to store after a call that worked; undefined when nothing changes, which is the usual case. */
export function afterSuccess(snapshot: BreakerSnapshot | undefined): BreakerSnapshot | undefined {
  if (snapshot === undefined || (snapshot.failures === 0 && snapshot.openedAt === undefined)) return undefined;
  return { version: snapshot.version + 1, failures: 0 };
}

/** What to store after a failure. While open, only the trial's failure tells anything new. */
export function afterFailure(
  snapshot: BreakerSnapshot | undefined,
  now: number,
  wasTrial: boolean,
): BreakerSnapshot | undefined {
  const version = (snapshot?.version ?? 0) + 1;
  const failures = (snapshot?.failures ?? 0) + 1;
  if (snapshot?.openedAt !== undefined) return wasTrial ? { version, failures, openedAt: now } : undefined;
  return failures < BREAKER_LIMITS.failures ? { version, failures } : { version, failures, openedAt: now };
}

/** What to store when a trial ended without telling anything: the next call is the trial. */
export function afterAbandonedTrial(snapshot: BreakerSnapshot | undefined): BreakerSnapshot | undefined {
  if (snapshot?.trialEndsAt === undefined) return undefined;
  const { trialEndsAt: _, ...rest } = snapshot;
  return { ...rest, version: snapshot.version + 1 };
}
