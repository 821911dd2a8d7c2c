import type { Analyzer } from '@sluice/core/understand';
import { localFinding } from '../local-finding.ts';
import { METHODS } from '../methods.ts';
import { rankKeywords } from './rank-keywords.ts';
import { hasText } from './read-pages.ts';
import { stopWordsOf } from './stop-words.ts';

/** Counting says little about twenty words, and much about a thousand. */
const ENOUGH_WORDS = 500;

export const keywordsAnalyzer: Analyzer = {
  name: 'keywords',
  takes: hasText,
  async analyze(subject, signal) {
    const { keywords, wordCount, language } = await rankKeywords(subject, signal);
    if (keywords.length === 0) return {};
    const knowsStopWords = stopWordsOf(language).size > 0;
    const confidence = 0.35 + 0.4 * Math.min(1, wordCount / ENOUGH_WORDS);
    return {
      keywords: localFinding({
        value: keywords.map(({ text }) => text),
        confidence: knowsStopWords ? confidence : Math.min(0.4, confidence),
        method: METHODS.keywords,
        evidence: keywords.map(({ evidence }) => evidence),
      }),
    };
  },
};
