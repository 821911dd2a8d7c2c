import type { Analyzer } from '@sluice/core/understand';
import { localFinding } from '../local-finding.ts';
import { METHODS } from '../methods.ts';
import { oncePerSubject } from '../once-per-subject.ts';
import { judgeCategory } from './judge-category.ts';
import { quoteSpan } from './quote-span.ts';
import { hasText, type PageText, readPages } from './read-pages.ts';

const SEPARATOR = '\n';

export const readCategory = oncePerSubject(async (subject) => {
  const pages = readPages(subject);
  const judged = judgeCategory(subject, pages.map(({ text }) => text).join(SEPARATOR));
  return { ...judged, evidence: judged.at.flatMap(({ start, end }) => quoteJoined(pages, start, end)) };
});

export const categoryAnalyzer: Analyzer = {
  name: 'category',
  takes: hasText,
  async analyze(subject, signal) {
    const { category, confidence, evidence } = await readCategory(subject, signal);
    return { category: localFinding({ value: category, confidence, method: METHODS.category, evidence }) };
  },
};

/** From offsets in all pages together to those of the one page they lie on. */
function quoteJoined(pages: readonly PageText[], start: number, end: number) {
  let before = 0;
  for (const page of pages) {
    const [from, to] = [start - before, end - before];
    if (from >= 0 && to <= page.text.length) return [quoteSpan(page, from, to)];
    before += page.text.length + SEPARATOR.length;
  }
  return [];
}
