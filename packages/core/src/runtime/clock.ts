/** Milliseconds since the epoch, UTC. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** A clock for tests: stands still until moved. */
export function fixedClock(start = Date.UTC(2026, 0, 1)): Clock & { advance(milliseconds: number): void } {
  let now = start;
  return Object.assign(() => now, {
    advance(milliseconds: number) {
      now += milliseconds;
    },
  });
}
