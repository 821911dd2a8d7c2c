import { describe, expect, it } from 'vitest';
import { formatValue, niceMaximum } from './format-value.ts';

describe('a value', () => {
  it.each([
    [0, 'count', '0'],
    [1234, 'count', '1234'],
    [12_345, 'count', '12.3k'],
    [2_500_000, 'count', '2.5M'],
    [0.0021, 'count', '0.0021'],
    [222.34, 'ms', '222 ms'],
    [1358, 'ms', '1.36 s'],
    [40, 's', '40 s'],
  ])('%d in %s reads %s', (value, unit, expected) => {
    expect(formatValue(value, unit)).toBe(expected);
  });
});

describe('the end of an axis', () => {
  it.each([
    [0, 1],
    [0.3, 0.5],
    [1, 1],
    [7, 10],
    [15, 20],
    [1358, 2000],
  ])('for %d is %d', (most, expected) => {
    expect(niceMaximum(most)).toBeCloseTo(expected);
  });
});
