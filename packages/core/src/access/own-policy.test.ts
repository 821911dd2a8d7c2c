import { tenantPolicySchema } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { mergePatch } from './merge-patch.ts';
import { parseOwnPolicy, policyFromWire, policyToWire, resolvePolicy } from './own-policy.ts';
import { DEFAULT_POLICY } from './tenant-policy.ts';

describe('a policy', () => {
  it('is the default where a tenant says nothing', () => {
    expect(resolvePolicy({})).toEqual(DEFAULT_POLICY);
  });

  it('is what a tenant says, and the default for the rest of each group', () => {
    expect(resolvePolicy({ maxFileBytes: 0, limits: { maxPixels: 7 }, soft: { empty: 'reject' } })).toEqual({
      ...DEFAULT_POLICY,
      maxFileBytes: 0,
      limits: { ...DEFAULT_POLICY.limits, maxPixels: 7 },
      soft: { ...DEFAULT_POLICY.soft, empty: 'reject' },
    });
  });

  it('is shown with every field it has: a new one needs its line in the contracts', () => {
    const shown = policyToWire(DEFAULT_POLICY);
    expect(z.parse(tenantPolicySchema, shown)).toEqual(shown);
    expect(Object.keys(policyFromWire(shown)).sort()).toEqual(Object.keys(DEFAULT_POLICY).sort());
  });

  it('comes back from the wire as it was', () => {
    const policy = resolvePolicy({ review: { thresholds: { some_finding: 0.5 }, trustModel: true } });
    expect(policyFromWire(policyToWire(policy))).toEqual(policy);
    expect(parseOwnPolicy(policyFromWire(policyToWire(policy)))).toEqual(policy);
  });

  it.each([
    ['a misspelled limit', { maxFileByte: 1 }],
    ['a name of the wire', { max_file_bytes: 1 }],
    ['a limit that is no number', { limits: { maxPixels: 'many' } }],
    ['an answer nobody knows', { soft: { empty: 'maybe' } }],
    ['a misspelled field of a group', { review: { treshold: 1 } }],
    ['null', { maxFileBytes: null }],
  ])('is not guessed from %s', (_, stored) => {
    expect(() => parseOwnPolicy(stored)).toThrow();
  });
});

// The examples of RFC 7396, appendix A.
describe('a merge patch', () => {
  const examples: readonly [unknown, unknown, unknown][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  it.each(examples)('makes of %j with %j %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  it('touches no prototype', () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('polluted');
  });
});
