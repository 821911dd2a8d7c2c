import type { Analyzer } from '@sluice/core/understand';
import { categoryAnalyzer } from './category-analyzer.ts';
import { entitiesAnalyzer } from './entities-analyzer.ts';
import { keywordsAnalyzer } from './keywords-analyzer.ts';
import { languageAnalyzer } from './language-analyzer.ts';
import { piiAnalyzer } from './pii-analyzer.ts';
import { sentimentAnalyzer } from './sentiment-analyzer.ts';
import { summaryAnalyzer } from './summary-analyzer.ts';
import { tagsAnalyzer } from './tags-analyzer.ts';

/** For subjects with pages of text, one finding each. What several need, such as the language, is looked for once. */
export const createTextAnalyzers = (): readonly Analyzer[] => [
  languageAnalyzer,
  categoryAnalyzer,
  keywordsAnalyzer,
  summaryAnalyzer,
  entitiesAnalyzer,
  sentimentAnalyzer,
  piiAnalyzer,
  tagsAnalyzer,
];
