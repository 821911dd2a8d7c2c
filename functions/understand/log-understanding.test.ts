import type { Understanding } from '@sluice/core/understand';
import { createLog } from '@sluice/lambda';
import { describe, expect, it } from 'vitest';
import { logUnderstanding } from './log-understanding.ts';

const usage = { model: 'small-model', prompt: 'describe@1', inputTokens: 1800, outputTokens: 40, dollars: 0.0021 };
const sure: Understanding = { verdict: 'accepted', reason: '', detail: '', review_seconds: 0 };

function logged(understanding: Understanding | 'stale'): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  const log = createLog({ service: 'understand', write: (line) => lines.push(line) });
  logUnderstanding(log, 'f1', understanding, 310);
  return lines.map((line) => JSON.parse(line));
}

describe('what is measured of an understanding', () => {
  it('is one call of the model, its tokens and its price', () => {
    const lines = logged({ ...sure, model: { outcome: 'answered', findings: {}, usage } });

    expect(lines.filter(({ _aws }) => _aws !== undefined)).toEqual([
      expect.objectContaining({ operation: 'small-model', ModelCalls: 1, ModelTokens: 1840, ModelDollars: 0.0021 }),
      expect.objectContaining({ operation: 'understand-file', AnalysisDuration: 310, verdict: 'accepted' }),
    ]);
  });

  it('includes an answer that was paid for and of no use', () => {
    const lines = logged({ ...sure, model: { outcome: 'unavailable', reason: 'invalid_answer', detail: '', usage } });

    expect(lines).toContainEqual(expect.objectContaining({ ModelCalls: 1, ModelDollars: 0.0021 }));
  });

  it('is its time alone when no model was asked', () => {
    expect(logged(sure).filter(({ _aws }) => _aws !== undefined)).toEqual([
      expect.objectContaining({ AnalysisDuration: 310 }),
    ]);
  });

  it('is nothing when nobody waited for it', () => {
    expect(logged('stale').filter(({ _aws }) => _aws !== undefined)).toEqual([]);
  });
});
