import { describe, expect, it } from 'vitest';
import { readWords, tellsSomething } from './read-words.ts';

describe('words', () => {
  it('keep their hyphens and apostrophes, and know their neighbours', () => {
    expect(readWords("Don't stop, dix-neuvième", 'en').map(({ key, follows }) => [key, follows])).toEqual([
      ["don't", false],
      ['stop', true],
      ['dix-neuvième', false],
    ]);
  });

  it('are found in a language that writes no spaces', () => {
    expect(readWords('我喜欢图书馆', 'zh').map(({ key }) => key)).toEqual(expect.arrayContaining(['喜欢', '图书']));
    expect(tellsSomething('图书', 'zh')).toBe(true);
  });

  it.each([
    ['the', 'en', false],
    ["l'entrée", 'fr', false],
    ['2024', 'en', false],
    ['tree', 'en', true],
    ['tree', 'sv', false],
    ['trees', 'sv', true],
  ])('%s in %s tells something: %s', (word, language, tells) => {
    expect(tellsSomething(word, language)).toBe(tells);
  });
});
