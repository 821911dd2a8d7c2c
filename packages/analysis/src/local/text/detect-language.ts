import type { Evidence } from '@sluice/contracts';
import { oncePerSubject } from '../once-per-subject.ts';
import { quoteSpan } from './quote-span.ts';
import { readPages } from './read-pages.ts';

/** `language` is ISO 639-1. */
export type DetectedLanguage = {
  readonly language: string;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
};

/** Below this a language is a guess. */
const MIN_LETTERS = 20;
/** From here on more text makes the detector no surer. */
const ENOUGH_LETTERS = 120;
const SAMPLE = 4000;

/** The language of the text's beginning; undefined when there is too little of it, or no language it resembles. */
export const detectLanguage = oncePerSubject(async (subject): Promise<DetectedLanguage | undefined> => {
  const pages = readPages(subject, SAMPLE);
  const [first] = pages;
  const sample = pages.map(({ text }) => text).join('\n');
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  if (first === undefined || letters < MIN_LETTERS) return undefined;

  const { eld } = await import('eld/extrasmall');
  const answer = eld.detect(sample);
  if (answer.language === '') return undefined;
  const [best = 0, second = 0] = Object.values(answer.getScores()).sort((a, b) => b - a);
  return {
    language: answer.language,
    confidence: rateLanguage({ letters, lead: best === 0 ? 0 : (best - second) / best, reliable: answer.isReliable() }),
    evidence: [quoteSpan(first, 0, Math.min(first.text.length, 200))],
  };
});

/** `lead`: how far the second language is behind, as a share of the first's score. */
export function rateLanguage(facts: { letters: number; lead: number; reliable: boolean }): number {
  if (!facts.reliable) return 0.4;
  const fromLead = 0.7 + Math.min(0.28, facts.lead);
  const shortness = 1 - Math.min(1, (facts.letters - MIN_LETTERS) / (ENOUGH_LETTERS - MIN_LETTERS));
  return fromLead - 0.15 * shortness;
}
