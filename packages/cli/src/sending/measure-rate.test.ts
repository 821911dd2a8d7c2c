import { describe, expect, it } from 'vitest';
import { createRateMeter } from './measure-rate.ts';

describe('createRateMeter', () => {
  it('answers the rate and the time left once there is enough to tell', () => {
    let now = 0;
    const rateOf = createRateMeter(() => now);
    expect(rateOf(0, 1000)).toBeUndefined();
    now = 1000;
    expect(rateOf(100, 1000)).toEqual({ bytesPerSecond: 100, secondsLeft: 9 });
  });

  it('follows the line: what was long ago no longer counts', () => {
    let now = 0;
    const rateOf = createRateMeter(() => now);
    rateOf(0, 10_000);
    let rate: ReturnType<typeof rateOf>;
    for (let second = 1; second <= 40; second += 1) {
      now = second * 1000;
      rate = rateOf(second <= 20 ? second * 100 : 2000 + (second - 20) * 10, 10_000);
    }
    expect(rate?.bytesPerSecond).toBeCloseTo(10);
  });

  it('says nothing while nothing moves', () => {
    let now = 0;
    const rateOf = createRateMeter(() => now);
    rateOf(0, 10);
    now = 5000;
    expect(rateOf(0, 10)).toBeUndefined();
  });
});
