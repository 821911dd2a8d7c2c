import type { BreakerSnapshot, BreakerState } from './breaker-state.ts';

/** Shared by one process only: for tests, and where there is no table. */
export function inMemoryBreakerState(): BreakerState {
  const snapshots = new Map<string, BreakerSnapshot>();
  return {
    load: async (name) => snapshots.get(name),
    async save(name, snapshot) {
      if ((snapshots.get(name)?.version ?? 0) !== snapshot.version - 1) return false;
      snapshots.set(name, snapshot);
      return true;
    },
  };
}
