import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate, chooseWindow, fillWithZeros, summarize } from './aggregate.ts';

describe('a statistic', () => {
  it.each([
    ['Sum', 10],
    ['SampleCount', 4],
    ['Average', 2.5],
    ['Maximum', 4],
    ['Minimum', 1],
    ['p50', 2],
    ['p99', 4],
    ['p0', 1],
  ])('%s of 4, 1, 3, 2 is %d', (statistic, expected) => {
    expect(summarize([4, 1, 3, 2], statistic)).toBe(expected);
  });

  it('of nothing is unknown', () => {
    expect(summarize([], 'Sum')).toBeUndefined();
  });

  it('that nobody knows is refused by its name', () => {
    expect(() => summarize([1], 'tm99')).toThrow('statistic "tm99" is not known');
  });
});

describe('a window', () => {
  it('holds all it was chosen for, in whole periods that a chart can show', () => {
    fc.assert(
      fc.property(fc.nat(1e13), fc.nat(2e9), (from, span) => {
        const to = from + span;
        const window = chooseWindow(from, to);
        expect(window.from).toBeLessThanOrEqual(from);
        expect(window.to).toBeGreaterThan(to);
        expect((window.to - window.from) / window.period).toBeLessThanOrEqual(92);
        expect((window.to - window.from) % window.period).toBe(0);
      }),
    );
  });

  it('is a minute at least', () => {
    const { from, to } = chooseWindow(5000, 5000);
    expect(to - from).toBeGreaterThanOrEqual(60_000);
  });
});

describe('samples', () => {
  const window = { from: 0, to: 3000, period: 1000 };

  it('become a point for each period that has any', () => {
    const samples = [
      { at: 2500, value: 5 },
      { at: 0, value: 1 },
      { at: 999, value: 2 },
    ];
    expect(aggregate(samples, 'Sum', window)).toEqual([
      { at: 0, value: 3 },
      { at: 2000, value: 5 },
    ]);
  });

  it('outside of the window are left out', () => {
    expect(
      aggregate(
        [
          { at: -1, value: 1 },
          { at: 3000, value: 1 },
        ],
        'Sum',
        window,
      ),
    ).toEqual([]);
  });

  it('that are counted are zero where there are none', () => {
    expect(fillWithZeros([{ at: 1000, value: 4 }], window).map(({ value }) => value)).toEqual([0, 4, 0]);
  });

  it('are neither lost nor made up by any period', () => {
    const anySample = fc.record({ at: fc.integer({ min: 0, max: 1_000_000 }), value: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(anySample), (samples) => {
        const all = chooseWindow(0, 1_000_000);
        const total = fillWithZeros(aggregate(samples, 'Sum', all), all).reduce((sum, { value }) => sum + value, 0);
        expect(total).toBe(samples.reduce((sum, { value }) => sum + value, 0));
      }),
    );
  });
});
