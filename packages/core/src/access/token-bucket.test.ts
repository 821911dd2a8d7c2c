import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOf, levelOf, takeToken } from './token-bucket.ts';

const START = Date.UTC(2026, 0, 1);
const limits = fc.record({ perMinute: fc.integer({ min: 1, max: 600_000 }), burst: fc.integer({ min: 1, max: 300 }) });
/** Milliseconds between calls: mostly none, sometimes long. */
const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 90_000 })), {
  minLength: 1,
  maxLength: 400,
});

/** The times of the calls that passed. */
function passing(limit: { perMinute: number; burst: number }, pauses: readonly number[]): number[] {
  let tat: number | undefined;
  let now = START;
  const passed: number[] = [];
  for (const pause of pauses) {
    now += pause;
    const next = takeToken(tat, boundsOf(limit, now));
    if (next !== undefined) {
      tat = next;
      passed.push(now);
    }
  }
  return passed;
}

describe('a token bucket', () => {
  it('never lets through more than the burst and what grows, in any span of time', () => {
    fc.assert(
      fc.property(limits, gaps, (limit, pauses) => {
        const passed = passing(limit, pauses);
        for (const [first, from] of passed.entries()) {
          for (const [offset, to] of passed.slice(first).entries()) {
            const most = limit.burst + ((to - from) / 60_000) * limit.perMinute;
            if (offset + 1 > most + 1e-6) return false;
          }
        }
        return true;
      }),
    );
  });

  it('never fits one call more into a minute by rounding', () => {
    fc.assert(
      fc.property(limits, (limit) => {
        expect(boundsOf(limit, START).interval * limit.perMinute).toBeGreaterThanOrEqual(60_000_000);
      }),
    );
  });

  it('lets everybody through who keeps to the limit', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 1, max: 200 }), (limit, calls) => {
        const pause = Math.ceil(60_000 / limit.perMinute);
        expect(passing(limit, Array(calls).fill(pause))).toHaveLength(calls);
      }),
    );
  });

  it('is full again after its reset, and lets one through after the time it says', () => {
    fc.assert(
      fc.property(limits, fc.integer({ min: 1, max: 400 }), (limit, calls) => {
        let tat = 0;
        for (let n = 0; n < calls; n += 1) tat = takeToken(tat, boundsOf(limit, START)) ?? tat;
        const { remaining, resetSeconds, retryAfterSeconds } = levelOf(tat, boundsOf(limit, START));
        expect(remaining).toBe(Math.max(0, limit.burst - calls));
        expect(retryAfterSeconds > 0).toBe(remaining === 0);
        expect(takeToken(tat, boundsOf(limit, START + retryAfterSeconds * 1000))).toBeDefined();
        expect(levelOf(tat, boundsOf(limit, START + resetSeconds * 1000)).remaining).toBe(limit.burst);
      }),
    );
  });

  it('takes exactly what is left', () => {
    fc.assert(
      fc.property(limits, gaps, fc.nat(5_000), (limit, pauses, wait) => {
        let tat: number | undefined;
        let now = START;
        for (const pause of pauses) {
          now += pause;
          tat = takeToken(tat, boundsOf(limit, now)) ?? tat;
        }
        now += wait;
        const { remaining } = levelOf(tat ?? 0, boundsOf(limit, now));
        let left = 0;
        for (let next = takeToken(tat, boundsOf(limit, now)); next !== undefined; left += 1) {
          next = takeToken(next, boundsOf(limit, now));
        }
        expect(left).toBe(remaining);
      }),
    );
  });
});
