import type { Subject } from '@sluice/core/understand';
import { HINTS } from './category-words.ts';
import { judgeStructure, type Structure } from './judge-structure.ts';
import { judgeType } from './judge-type.ts';

export type TextCategory =
  | 'invoice'
  | 'receipt'
  | 'letter'
  | 'report'
  | 'contract'
  | 'article'
  | 'presentation'
  | 'spreadsheet'
  | 'source_code'
  | 'data'
  | 'list'
  | 'other';

/** `at`: where in the text the words stand that decided, if words did. */
export type JudgedCategory = {
  readonly category: string;
  readonly confidence: number;
  readonly at: readonly { readonly start: number; readonly end: number }[];
};

/** Fewer points of hints may be chance: a novel mentions a contract. */
const ENOUGH_POINTS = 4;

/** What sort of document a text is: by its type, then by the words only such documents have, then by its layout. */
export function judgeCategory(subject: Pick<Subject, 'mimeType' | 'kind' | 'filename'>, text: string): JudgedCategory {
  const byType = judgeType(subject);
  if (byType !== undefined) return { category: byType, confidence: 0.95, at: [] };
  const structure = judgeStructure(text);
  return judgeWords(text, structure) ?? judgeLayout(structure);
}

function judgeWords(text: string, { words }: Structure): JudgedCategory | undefined {
  const found = HINTS.flatMap(({ category, weight, pattern }) => {
    const match = pattern.exec(text);
    return match === null ? [] : [{ category, weight, start: match.index, end: match.index + match[0].length }];
  });
  const points = new Map<string, number>();
  for (const { category, weight } of found) points.set(category, (points.get(category) ?? 0) + weight);
  const [best, second] = [...points].sort((a, b) => b[1] - a[1]);
  if (best === undefined || best[1] < ENOUGH_POINTS) return undefined;
  const [category, score] = best;
  // The longer a text, the more of any words it holds.
  const dilution = Math.min(0.3, words / 20_000);
  const lead = Math.min(1, (score - (second?.[1] ?? 0)) / 4);
  const confidence = Math.min(0.9, 0.5 + 0.05 * (score - ENOUGH_POINTS) + 0.2 * lead) - dilution;
  return { category, confidence, at: found.filter((hint) => hint.category === category) };
}

function judgeLayout({ lines, bullets, code, rows, prose, words }: Structure): JudgedCategory {
  const judged = (category: TextCategory, confidence: number): JudgedCategory => ({ category, confidence, at: [] });
  if (lines >= 5 && code > 0.3) return judged('source_code', Math.min(0.9, 0.4 + code / 2));
  if (lines >= 4 && bullets > 0.5) return judged('list', Math.min(0.8, 0.3 + bullets / 2));
  if (lines >= 4 && rows > 0.6) return judged('data', 0.5);
  if (words >= 150 && prose > 0.4) return judged('article', 0.5);
  return judged('other', 0.3);
}
