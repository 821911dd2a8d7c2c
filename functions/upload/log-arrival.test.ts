import { createLog } from '@sluice/lambda';
import { describe, expect, it } from 'vitest';
import { logArrival } from './log-arrival.ts';

describe('what is said of an object that arrived', () => {
  const linesOf = (verdict: Parameters<typeof logArrival>[1]) => {
    const lines: string[] = [];
    logArrival(createLog({ service: 'upload', write: (line) => lines.push(line) }), verdict);
    return lines.map((line) => JSON.parse(line));
  };

  it('is what became of it', () => {
    expect(linesOf('finished')).toMatchObject([{ message: 'object arrived', verdict: 'finished' }]);
  });

  it('is counted where nobody declared it: it stays, and somebody should know', () => {
    expect(linesOf('undeclared')).toMatchObject([{ verdict: 'undeclared', UndeclaredObjects: 1 }]);
  });
});
