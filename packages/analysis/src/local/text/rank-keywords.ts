import type { Evidence } from '@sluice/contracts';
import { oncePerSubject } from '../once-per-subject.ts';
import { pause } from '../pause.ts';
import { detectLanguage } from './detect-language.ts';
import { quoteSpan } from './quote-span.ts';
import { type PageText, readPages } from './read-pages.ts';
import { readWords, tellsSomething, type Word } from './read-words.ts';

export type Keyword = { readonly text: string; readonly score: number; readonly evidence: Evidence };
export type RankedKeywords = {
  /** Best first, at most ten. */
  readonly keywords: readonly Keyword[];
  /** How often each telling word was seen. */
  readonly weights: ReadonlyMap<string, number>;
  /** Of all words there are. */
  readonly wordCount: number;
  readonly language: string;
};

type Candidate = { readonly keys: readonly string[]; count: number; readonly evidence: Evidence };

const MAX_KEYWORDS = 10;
const MAX_PHRASE = 3;
/** A phrase seen twice is a name of something; its words by themselves are then worth less. */
const PHRASE_BONUS = 1.3;

/** What a text is about, by the words and short phrases that come back in it. Without a known language longer words count. */
export const rankKeywords = oncePerSubject(async (subject, signal): Promise<RankedKeywords> => {
  const language = (await detectLanguage(subject, signal))?.language ?? 'und';
  const candidates = new Map<string, Candidate>();
  let wordCount = 0;
  for (const page of readPages(subject)) {
    const words = readWords(page.text, language);
    wordCount += words.length;
    for (const phrase of listPhrases(words, language)) countPhrase(candidates, page, phrase);
    await pause(signal);
  }
  const all = [...candidates.values()];
  const weights = new Map(all.filter(({ keys }) => keys.length === 1).map(({ keys, count }) => [keys.join(), count]));
  return { keywords: chooseKeywords(all), weights, wordCount, language };
});

/** Runs of telling words, of one to three. */
function* listPhrases(words: readonly Word[], language: string): Generator<readonly Word[]> {
  let run: Word[] = [];
  for (const word of words) {
    if (!tellsSomething(word.key, language)) {
      run = [];
      continue;
    }
    run = word.follows ? [...run, word].slice(-MAX_PHRASE) : [word];
    for (let length = 1; length <= run.length; length += 1) yield run.slice(-length);
  }
}

function countPhrase(candidates: Map<string, Candidate>, page: PageText, phrase: readonly Word[]): void {
  const keys = phrase.map(({ key }) => key);
  const known = candidates.get(keys.join(' '));
  if (known !== undefined) {
    known.count += 1;
    return;
  }
  const { start = 0 } = phrase[0] ?? {};
  const { end = start } = phrase.at(-1) ?? {};
  candidates.set(keys.join(' '), { keys, count: 1, evidence: quoteSpan(page, start, end) });
}

/** Ties go to what came first. A word that only lives in a chosen phrase is not chosen again. */
function chooseKeywords(candidates: readonly Candidate[]): readonly Keyword[] {
  const scored = candidates
    .filter(({ keys, count }) => keys.length === 1 || count > 1)
    .map((candidate) => ({ ...candidate, score: candidate.count * PHRASE_BONUS ** (candidate.keys.length - 1) }))
    .sort((a, b) => b.score - a.score);
  const chosen: (typeof scored)[number][] = [];
  for (const candidate of scored) {
    if (chosen.length === MAX_KEYWORDS) break;
    const overlaps = chosen.some(
      ({ keys, count }) => candidate.count <= 2 * count && candidate.keys.some((key) => keys.includes(key)),
    );
    if (!overlaps) chosen.push(candidate);
  }
  return chosen.map(({ keys, score, evidence }) => ({ text: keys.join(' '), score, evidence }));
}
