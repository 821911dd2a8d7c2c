import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../access/index.ts';
import { VALID_FILE_ID } from '../testing.ts';
import { findObjection } from './record-results.ts';
import type { BadOutcome } from './task-runner.ts';

const resultOf = (outcome: BadOutcome | 'succeeded') => ({
  ...{ job_id: VALID_FILE_ID, outcome, detail: `because it is ${outcome}`, renditions: [], findings: {} },
});
const objectionTo = (...outcomes: readonly (BadOutcome | 'succeeded')[]) =>
  findObjection(outcomes.map(resultOf), DEFAULT_POLICY)?.reason;

describe('what jobs answered against a file', () => {
  it('is nothing when they succeeded', () => {
    expect(objectionTo('succeeded')).toBeUndefined();
  });

  it.each(['unsupported', 'tool_missing'] as const)('is nothing when a task was %s here', (outcome) => {
    expect(objectionTo(outcome)).toBeUndefined();
  });

  it.each(['expansion_too_high', 'too_large', 'unsafe_content'] as const)(
    'is %s, whatever else went well',
    (outcome) => {
      expect(objectionTo('succeeded', 'unsupported', outcome)).toBe(outcome);
    },
  );

  it.each(['unparseable', 'encrypted'] as const)('is %s only where the tenant says so', (outcome) => {
    const policy = (answer: 'reject' | 'publish') => ({
      ...DEFAULT_POLICY,
      soft: { ...DEFAULT_POLICY.soft, [outcome]: answer },
    });
    expect(findObjection([resultOf(outcome)], policy('publish'))).toBeUndefined();
    expect(findObjection([resultOf(outcome)], policy('reject'))).toEqual({
      reason: outcome,
      detail: `because it is ${outcome}`,
    });
  });
});
