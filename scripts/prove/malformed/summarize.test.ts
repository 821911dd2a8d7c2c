import { describe, expect, it } from 'vitest';
import type { Outcome } from './attack-operation.ts';
import { summarize } from './summarize.ts';

const good: Outcome = {
  requests: 1000,
  seconds: 9,
  realPaths: 700,
  statuses: { '400': 900, '404': 100 },
  codes: { invalid_request: 900, not_found: 100 },
  failures: [],
  output: '',
};
const summaryOf = (...outcomes: readonly Partial<Outcome>[]) =>
  summarize(new Map(outcomes.map((outcome, n) => [`operation${n}`, { ...good, ...outcome }])), 1000);

describe('what many malformed requests were answered', () => {
  it('holds when every operation answered as documented', () => {
    expect(summaryOf({}, {})).toMatchObject({
      holds: true,
      operations: 2,
      requests: 2000,
      answers: { '4xx': 2000 },
      statuses: { '400': 1800, '404': 200 },
      with_real_ids: 1400,
    });
  });

  it('does not hold when one did not, and says which', () => {
    expect(summaryOf({}, { failures: ['Server error ×3'] })).toMatchObject({
      holds: false,
      failed: { operation1: ['Server error ×3'] },
    });
  });

  it('does not hold when nobody came further than the door, for then nothing was seen', () => {
    const summary = summaryOf({ statuses: { '401': 600, '404': 390, '429': 10 } });

    expect(summary).toMatchObject({ holds: false, no_further_than_the_door: ['operation0'] });
  });

  it('does not hold when some were told to wait, for they hide what would have been answered', () => {
    const summary = summaryOf({ codes: { invalid_request: 999, rate_limited: 1 } });

    expect(summary).toMatchObject({ holds: false, throttled: ['operation0'] });
  });

  it('does not hold when nothing was run', () => {
    expect(summaryOf().holds).toBe(false);
    expect(() => summarize(new Map([['getFile', undefined]]), 1000)).toThrow('getFile was not run');
  });

  it('names what could not be sent so many', () => {
    expect(summaryOf({ requests: 12 }).fewer_than_asked).toEqual(['operation0']);
  });
});
