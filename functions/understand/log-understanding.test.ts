import type { Understanding } from '@sluice/core/understand';
import { createLog } from '@sluice/lambda';
import { describe, expect, it } from 'vitest';
import { logUnderstanding } from './log-understanding.ts';

const usage = { model: 'small-model', prompt: 'describe@1', inputTokens: 1800, outputTokens: 40, dollars: 0.0021 };
const sure: Understanding = { verdict: 'accepted', reason: '', detail: '', review_seconds: 0 };

function logged(understanding: Understanding | 'stale'): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  logUnderstanding(createLog({ service: 'understand', write: (line) => lines.push(line) }), 'f1', understanding);
  return lines.map((line) => JSON.parse(line));
}

describe('what is measured of an understanding', () => {
  it('is one call of the model, its tokens and its price', () => {
    const lines = logged({ ...sure, model: { outcome: 'answered', findings: {}, usage } });

    expect(lines.filter(({ _aws }) => _aws !== undefined)).toEqual([
      expect.objectContaining({ operation: 'small-model', ModelCalls: 1, ModelTokens: 1840, ModelDollars: 0.0021 }),
    ]);
  });

  it('includes an answer that was paid for and of no use', () => {
    const lines = logged({ ...sure, model: { outcome: 'unavailable', reason: 'invalid_answer', detail: '', usage } });

    expect(lines).toContainEqual(expect.objectContaining({ ModelCalls: 1, ModelDollars: 0.0021 }));
  });

  it.each([['stale' as const], [sure]])('is nothing when no model was asked: %j', (understanding) => {
    expect(logged(understanding).filter(({ _aws }) => _aws !== undefined)).toEqual([]);
  });
});
