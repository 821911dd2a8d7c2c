import { describe, expect, it } from 'vitest';
import { describeFindings, tagsIn } from './describe-findings.ts';

const found = (values: Record<string, string | string[]>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, confidence: 0.5, source: 'local' }]),
  );

describe('what a file is', () => {
  it('is said by its description, else its summary, else its category', () => {
    const all = { category: 'photo', summary: 'Long ago.', description: 'a cat on a sofa' };
    expect(describeFindings(found(all))).toBe('a cat on a sofa');
    expect(describeFindings(found({ category: 'letter', summary: 'Dear\n\nkeeper' }))).toBe('Dear keeper');
    expect(describeFindings(found({ category: 'letter' }))).toBe('letter');
  });

  it('names the language of a text that is not English', () => {
    expect(describeFindings(found({ language: 'de', category: 'letter' }))).toBe('de: letter');
    expect(describeFindings(found({ language: 'en', category: 'letter' }))).toBe('letter');
    expect(describeFindings(found({ language: 'fr' }))).toBe('fr');
  });

  it('is not known without findings', () => {
    expect(describeFindings({})).toBeUndefined();
    expect(describeFindings(found({ category: '' }))).toBeUndefined();
  });
});

describe('tags', () => {
  it('are the first few, and none when there are none', () => {
    expect(tagsIn(found({ tags: ['a', 'b', 'c', 'd'] }))).toEqual(['a', 'b', 'c']);
    expect(tagsIn({})).toEqual([]);
  });
});
