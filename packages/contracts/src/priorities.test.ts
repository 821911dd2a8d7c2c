import { describe, expect, it } from 'vitest';
import { bandOf } from './priorities.ts';

describe('the band of a priority', () => {
  it.each([
    [1, 'low'],
    [3, 'low'],
    [4, 'normal'],
    [7, 'normal'],
    [8, 'high'],
    [10, 'high'],
  ] as const)('of %i is %s', (priority, band) => {
    expect(bandOf(priority)).toBe(band);
  });
});
