import { stopWordsOf } from './stop-words.ts';

/** `key` is in lower case; `follows` says that nothing but a space lies between it and the word before. */
export type Word = { readonly key: string; readonly start: number; readonly end: number; readonly follows: boolean };

/** These are written without spaces, so a dictionary has to find their words. */
const UNSPACED = new Set(['zh', 'ja', 'th', 'km', 'lo', 'my']);
const SPACED_WORD = /[\p{L}\p{M}\p{N}]+(?:['’\-‐][\p{L}\p{M}\p{N}]+)*/gu;

/** All words of a text in reading order, with their offsets. */
export function readWords(text: string, language: string): readonly Word[] {
  const words: Word[] = [];
  let previous = -2;
  for (const { index, word } of UNSPACED.has(language) ? segmentWords(text, language) : matchWords(text)) {
    const between = text.slice(Math.max(0, previous), index);
    words.push({
      key: word.toLocaleLowerCase(language),
      start: index,
      end: index + word.length,
      follows: previous >= 0 && between.length <= 2 && between.trim() === '',
    });
    previous = index + word.length;
  }
  return words;
}

/** Whether a word may say what a text is about: no number, no word that every text has. */
export function tellsSomething(key: string, language: string): boolean {
  const stopWords = stopWordsOf(language);
  const shortest = UNSPACED.has(language) ? 2 : stopWords.size > 0 ? 3 : 5;
  return (
    key.length >= shortest && /\p{L}{2}/u.test(key) && !stopWords.has(key) && !stopWords.has(beforeApostrophe(key))
  );
}

const beforeApostrophe = (key: string): string => key.split(/['’]/, 1)[0] ?? key;

function* matchWords(text: string): Generator<{ index: number; word: string }> {
  for (const match of text.matchAll(SPACED_WORD)) yield { index: match.index, word: match[0] };
}

function* segmentWords(text: string, language: string): Generator<{ index: number; word: string }> {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (isWordLike === true) yield { index, word: segment };
  }
}
