import { describe, expect, it } from 'vitest';
import { textSubject } from '../testing/analyze-subject.ts';
import { createLocalAnalyzers } from './create-local-analyzers.ts';

const recognizer = { recognize: () => Promise.reject(new Error('not asked for')) };

describe('local analyzers', () => {
  it('have names of their own', () => {
    const names = createLocalAnalyzers({ recognizer }).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are created without the models they would need', () => {
    expect(createLocalAnalyzers({ recognizer, modelsDir: '/nowhere' })).not.toHaveLength(0);
  });

  it('take nothing when there is nothing to look at', () => {
    const analyzers = createLocalAnalyzers({ recognizer });
    for (const subject of [textSubject(), textSubject('', ' \n ')]) {
      expect(analyzers.filter((analyzer) => analyzer.takes(subject))).toEqual([]);
    }
  });
});
