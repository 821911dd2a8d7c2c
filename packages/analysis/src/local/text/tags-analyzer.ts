import type { Analyzer } from '@sluice/core/understand';
import { localFinding } from '../local-finding.ts';
import { METHODS } from '../methods.ts';
import { readCategory } from './category-analyzer.ts';
import { detectLanguage } from './detect-language.ts';
import { rankKeywords } from './rank-keywords.ts';
import { hasText } from './read-pages.ts';

/** A tag is at most 64 characters (`tagsSchema`). */
const MAX_TAG = 64;
const KEYWORD_TAGS = 4;
/** Below it an answer is no name to find a file by. */
const SURE_ENOUGH = 0.5;

/** The category, the language and the words that come back most. */
export const tagsAnalyzer: Analyzer = {
  name: 'tags',
  takes: hasText,
  async analyze(subject, signal) {
    const category = await readCategory(subject, signal);
    const detected = await detectLanguage(subject, signal);
    const { keywords } = await rankKeywords(subject, signal);
    const repeated = keywords.filter(({ score }) => score > 1).slice(0, KEYWORD_TAGS);
    const tags = [
      ...(category.confidence >= SURE_ENOUGH ? [category.category.replaceAll('_', ' ')] : []),
      ...(detected !== undefined && detected.confidence >= SURE_ENOUGH ? nameLanguage(detected.language) : []),
      ...repeated.map(({ text }) => text),
    ].filter((tag) => tag.length <= MAX_TAG);
    if (tags.length === 0) return {};
    return { tags: localFinding({ value: [...new Set(tags)], confidence: 0.6, method: METHODS.tags }) };
  },
};

function nameLanguage(language: string): readonly string[] {
  const name = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(language);
  return name === undefined ? [] : [name.toLowerCase()];
}
