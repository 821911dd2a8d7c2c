import type { Analyzer } from '@sluice/core/understand';
import { localFinding } from '../local-finding.ts';
import { METHODS } from '../methods.ts';
import { pause } from '../pause.ts';
import { chooseSentences, type Weighted } from './choose-sentences.ts';
import { quoteSpan } from './quote-span.ts';
import { type RankedKeywords, rankKeywords } from './rank-keywords.ts';
import { hasText, readPages } from './read-pages.ts';
import { readWords } from './read-words.ts';
import { type Sentence, splitSentences } from './split-sentences.ts';

/** What has fewer words is a heading, a cell of a table, an address. */
const MIN_WORDS = 6;

/** An extract: the document's own sentences that hold most of what comes back in it. */
export const summaryAnalyzer: Analyzer = {
  name: 'summary',
  takes: hasText,
  async analyze(subject, signal) {
    const ranked = await rankKeywords(subject, signal);
    const weighted: Weighted[] = [];
    for (const page of readPages(subject)) {
      for (const sentence of splitSentences(page, ranked.language)) {
        weighted.push({ sentence, weight: weigh(sentence, ranked, weighted.length) });
      }
      await pause(signal);
    }
    const chosen = chooseSentences(weighted);
    if (chosen.length === 0) return {};
    return {
      summary: localFinding({
        value: chosen.map(({ text }) => text).join(' '),
        // Sentences out of their places are a summary by luck; all sentences of a short text are one for sure.
        confidence: chosen.length === weighted.length ? 0.7 : 0.5,
        method: METHODS.summary,
        evidence: chosen.map(({ page, start, end }) => quoteSpan(page, start, end)),
      }),
    };
  },
};

/** `position`: how many sentences came before. What a document begins with weighs up to a half more. */
function weigh({ text }: Sentence, { weights, language }: RankedKeywords, position: number): number {
  const words = readWords(text, language);
  if (words.length < MIN_WORDS) return 0;
  const told = new Set(words.map(({ key }) => key).filter((key) => weights.has(key)));
  const sum = [...told].reduce((total, key) => total + (weights.get(key) ?? 0), 0);
  return (sum / Math.sqrt(words.length)) * (1 + 0.5 / (1 + position));
}
