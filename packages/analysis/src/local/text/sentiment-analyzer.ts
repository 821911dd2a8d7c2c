import type { Analyzer } from '@sluice/core/understand';
import { localFinding } from '../local-finding.ts';
import { METHODS } from '../methods.ts';
import { pause } from '../pause.ts';
import { detectLanguage } from './detect-language.ts';
import { quoteSpan } from './quote-span.ts';
import { hasText, readPages } from './read-pages.ts';
import { type Sentence, splitSentences } from './split-sentences.ts';

/** The tone of English. Sentences without any are left out of the mean: most of a text is neither glad nor sorry. */
export const sentimentAnalyzer: Analyzer = {
  name: 'sentiment',
  takes: hasText,
  async analyze(subject, signal) {
    const detected = await detectLanguage(subject, signal);
    if (detected?.language !== 'en') return {};
    const { default: vader } = await import('vader-sentiment');
    const scored: { readonly sentence: Sentence; readonly score: number }[] = [];
    let total = 0;
    for (const page of readPages(subject)) {
      for (const sentence of splitSentences(page, 'en')) {
        const { compound: score } = vader.SentimentIntensityAnalyzer.polarity_scores(sentence.text);
        total += 1;
        if (score !== 0) scored.push({ sentence, score });
      }
      await pause(signal);
    }
    const value = scored.reduce((sum, { score }) => sum + score, 0) / Math.max(1, scored.length);
    const strongest = scored.toSorted((a, b) => Math.abs(b.score) - Math.abs(a.score)).slice(0, 3);
    return {
      sentiment: localFinding({
        value: Math.round(value * 1000) / 1000,
        // A list of words hears no irony; the share of sentences that say anything tells how much there was to hear.
        confidence: detected.confidence * (0.35 + 0.35 * (scored.length / Math.max(1, total))),
        method: METHODS.sentiment,
        evidence: strongest.map(({ sentence: { page, start, end } }) => quoteSpan(page, start, end)),
      }),
    };
  },
};
