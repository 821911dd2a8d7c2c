import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { operatorPolicyPatchSchema, policyPatchSchema } from './tenant-policy.ts';

const accepts = (patch: unknown) => z.safeParse(policyPatchSchema, patch).success;

describe('a patch of a policy', () => {
  it.each([
    ['nothing', {}],
    ['one field', { max_file_bytes: 1 }],
    ['one field of a group', { limits: { max_pixels: 1 } }],
    ['that a field goes back to the default', { max_file_bytes: null }],
    ['that a group goes back to the default', { review: null }],
    ['that a field of a group goes back to the default', { soft: { empty: null } }],
    ['the threshold of one finding', { review: { thresholds: { category: 0.9 } } }],
    ['that a finding has no threshold of its own any more', { review: { thresholds: { category: null } } }],
  ])('may say %s', (_, patch) => {
    expect(accepts(patch)).toBe(true);
  });

  it.each([
    ['a field nobody knows', { max_file_byte: 1 }],
    ['a field of a group nobody knows', { limits: { pixels: 1 } }],
    ['a limit below nothing', { limits: { max_pixels: -1 } }],
    ['a confidence above 1', { review: { threshold: 1.1 } }],
    ['a confidence of a finding above 1', { review: { thresholds: { category: 2 } } }],
    ['a type that is none', { allowed_types: ['png'] }],
    ['the names code has for it', { maxFileBytes: 1 }],
  ])('may not say %s', (_, patch) => {
    expect(accepts(patch)).toBe(false);
  });

  it('of who runs the platform may say all that one of a tenant may', () => {
    const fields = Object.keys(policyPatchSchema.shape);
    expect(Object.keys(operatorPolicyPatchSchema.shape)).toEqual(expect.arrayContaining(fields));
  });
});
