import type { Sentence } from './split-sentences.ts';

export type Weighted = { readonly sentence: Sentence; readonly weight: number };

/** What a summary holds at most. */
export const MAX_SENTENCES = 3;
export const MAX_SUMMARY = 600;

/** The heaviest sentences that fit together, in the order of the document. */
export function chooseSentences(sentences: readonly Weighted[]): readonly Sentence[] {
  const chosen = new Set<Weighted>();
  const texts = new Set<string>();
  let length = 0;
  for (const candidate of sentences.toSorted((a, b) => b.weight - a.weight)) {
    if (chosen.size === MAX_SENTENCES) break;
    const { text } = candidate.sentence;
    const withSpace = length + text.length + (chosen.size === 0 ? 0 : 1);
    // A line repeated on every page is a header, however heavy.
    if (candidate.weight <= 0 || withSpace > MAX_SUMMARY || texts.has(text)) continue;
    chosen.add(candidate);
    texts.add(text);
    length = withSpace;
  }
  return sentences.filter((candidate) => chosen.has(candidate)).map(({ sentence }) => sentence);
}
