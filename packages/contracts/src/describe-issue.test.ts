import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { describeIssues } from './describe-issue.ts';

const issuesOf = (schema: z.ZodMiniType, value: unknown, prefix = '') => {
  const parsed = z.safeParse(schema, value, { reportInput: true });
  return parsed.success ? [] : describeIssues(parsed.error.issues, prefix);
};
const detailOf = (schema: z.ZodMiniType, value: unknown) => issuesOf(schema, value)[0]?.detail;

describe('what is wrong with a field', () => {
  const cases: readonly [z.ZodMiniType, unknown, string][] = [
    [z.string(), undefined, 'is missing'],
    [z.string(), 7, 'must be a string'],
    [z.int(), 1.5, 'must be an int'],
    [z.array(z.string()), {}, 'must be an array'],
    [z.object({}), 'x', 'must be an object'],
    [z.coerce.number(), 'x', 'must be a number'],
    [z.string().check(z.minLength(2)), 'x', 'must have at least 2 characters'],
    [z.string().check(z.maxLength(2)), 'xxx', 'must have at most 2 characters'],
    [z.array(z.string()).check(z.minLength(1)), [], 'must have at least 1 items'],
    [z.int().check(z.maximum(5)), 6, 'must be at most 5'],
    [z.int().check(z.minimum(5)), 4, 'must be at least 5'],
    [z.enum(['a', 'b']), 'c', 'must be one of a, b'],
    [z.literal('PUT'), 'GET', 'must be one of PUT'],
    [z.string().check(z.regex(/a/, 'must have an a')), 'x', 'must have an a'],
    [z.iso.datetime(), 'x', 'must be a valid datetime'],
    [z.union([z.string(), z.array(z.string())]), 7, 'is not valid'],
    [z.string().check(z.refine((text) => text !== 'x', 'must not be x')), 'x', 'must not be x'],
  ];

  it.each(cases)('is said in words of our own (%#)', (schema, value, detail) => {
    expect(detailOf(schema, value)).toBe(detail);
  });

  it('is pointed at from the root, with the signs of a pointer escaped', () => {
    const schema = z.object({ 'a/b': z.object({ 'c~d': z.array(z.string()) }) });

    expect(issuesOf(schema, { 'a/b': { 'c~d': ['x', 7] } }, '/query')).toEqual([
      { pointer: '/query/a~1b/c~0d/1', detail: 'must be a string' },
    ]);
  });

  it('never repeats the value', () => {
    const schema = z.strictObject({ a: z.int(), b: z.enum(['x']), c: z.string().check(z.maxLength(1)) });

    expect(JSON.stringify(issuesOf(schema, { a: 'CANARY', b: 'CANARY', c: 'CANARY' }))).not.toContain('CANARY');
  });
});
