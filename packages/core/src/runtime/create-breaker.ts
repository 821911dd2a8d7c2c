import { admitCall, afterAbandonedTrial, afterFailure, afterSuccess } from './breaker-rules.ts';
import type { BreakerSnapshot, BreakerState } from './breaker-state.ts';
import type { Clock } from './clock.ts';

/** Leave to make one call; exactly one of these is called once it is over. */
export type BreakerPermit = {
  succeeded(): Promise<void>;
  failed(): Promise<void>;
  /** It ended in a way that tells nothing about the other side. */
  abandoned(): Promise<void>;
};

export type Breaker = {
  /** A permit, or undefined while open. Never throws: state that cannot be reached must not stop what works. */
  enter(): Promise<BreakerPermit | undefined>;
};

export type BreakerOptions = {
  readonly name: string;
  readonly state: BreakerState;
  readonly clock: Clock;
  /** The longest a trial takes. */
  readonly trialMs: number;
  /** Told when the state could not be read or stored. */
  readonly onStateError?: (error: unknown) => void;
};

/** Others may store in between; after so many lost races one failure more or less does not matter. */
const SAVE_TRIES = 3;

export function createBreaker({ name, state, clock, trialMs, onStateError }: BreakerOptions): Breaker {
  const settle = async (change: (snapshot: BreakerSnapshot | undefined) => BreakerSnapshot | undefined) => {
    try {
      for (let i = 0; i < SAVE_TRIES; i += 1) {
        const next = change(await state.load(name));
        if (next === undefined || (await state.save(name, next))) return;
      }
    } catch (error) {
      onStateError?.(error);
    }
  };
  const permit = (isTrial: boolean): BreakerPermit => ({
    succeeded: () => settle(afterSuccess),
    failed: () => settle((snapshot) => afterFailure(snapshot, clock(), isTrial)),
    abandoned: async () => {
      if (isTrial) await settle(afterAbandonedTrial);
    },
  });
  return {
    async enter() {
      try {
        const admission = admitCall(await state.load(name), clock(), trialMs);
        if (admission.admitted === 'freely') return permit(false);
        if (admission.admitted === 'not') return undefined;
        return (await state.save(name, admission.next)) ? permit(true) : undefined;
      } catch (error) {
        onStateError?.(error);
        return permit(false);
      }
    },
  };
}
