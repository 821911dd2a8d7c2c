import { findingSchema } from '@sluice/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { localFinding, MAX_EVIDENCE } from './local-finding.ts';

describe('a local finding', () => {
  it('is a finding whose confidence lies between 0 and 1, whatever was computed', () => {
    fc.assert(
      fc.property(fc.double(), fc.string(), (confidence, value) => {
        const finding = localFinding({ value, confidence, method: 'test@1' });
        expect(z.safeParse(findingSchema, finding).success).toBe(true);
        expect(finding.source).toBe('local');
        expect(finding.confidence).toBeGreaterThanOrEqual(0);
        expect(finding.confidence).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('quotes 200 characters at most, and no half of one', () => {
    const quote = `${'a'.repeat(199)}😀 and more`;
    const { evidence = [] } = localFinding({
      value: 1,
      confidence: 1,
      method: 'test@1',
      evidence: [{ page: 1, quote }],
    });
    expect(evidence).toEqual([{ page: 1, quote: 'a'.repeat(199) }]);
  });

  it('has a hundred pieces of evidence at most, and no empty list', () => {
    const evidence = Array.from({ length: 101 }, (_, start) => ({ page: 1, start, end: start + 1 }));
    expect(localFinding({ value: 1, confidence: 1, method: 'test@1', evidence }).evidence).toHaveLength(MAX_EVIDENCE);
    expect(localFinding({ value: 1, confidence: 1, method: 'test@1', evidence: [] })).not.toHaveProperty('evidence');
  });
});
