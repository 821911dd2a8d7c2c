import type { PageText } from './read-pages.ts';
import { unwrapLines } from './unwrap-lines.ts';

export type Sentence = {
  readonly page: PageText;
  readonly start: number;
  readonly end: number;
  /** On one line, single spaces. */
  readonly text: string;
};

/** The sentences of a page in reading order; `language` is ISO 639-1. A short line ends a sentence, a wrapped line does not. */
export function splitSentences(page: PageText, language: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  for (const { segment, index } of segmenter.segment(unwrapLines(page.text))) {
    const text = segment.replace(/\s+/g, ' ').trim();
    if (text === '') continue;
    const start = index + segment.length - segment.trimStart().length;
    sentences.push({ page, start, end: start + segment.trim().length, text });
  }
  return sentences;
}
