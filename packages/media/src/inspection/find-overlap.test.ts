import { describe, expect, it } from 'vitest';
import { findOverlap } from './find-overlap.ts';

const entry = (offset: number, compressedBytes = 100) => ({
  ...{ name: 'a', uncompressedBytes: 1_000, encrypted: false, method: 8 },
  ...{ offset, compressedBytes },
});

describe('entries of a ZIP', () => {
  it('that lie one after the other, in any order, share nothing', () => {
    expect(findOverlap([entry(260), entry(0), entry(130)])).toBeUndefined();
  });

  it('of which one is listed twice are a mistake', () => {
    expect(findOverlap([entry(0), entry(0), entry(130)])).toBeUndefined();
  });

  it('that share bytes many times are a bomb', () => {
    expect(findOverlap([entry(0), entry(10), entry(20), entry(30)])).toBe(
      'several of its entries share the bytes from 30',
    );
  });
});
