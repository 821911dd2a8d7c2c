import type { Analyzer } from '@sluice/core/understand';
import { localFinding } from '../local-finding.ts';
import { METHODS } from '../methods.ts';
import { detectLanguage } from './detect-language.ts';
import { hasText } from './read-pages.ts';

export const languageAnalyzer: Analyzer = {
  name: 'language',
  takes: hasText,
  async analyze(subject, signal) {
    const detected = await detectLanguage(subject, signal);
    if (detected === undefined) return {};
    const { language, confidence, evidence } = detected;
    return { language: localFinding({ value: language, confidence, method: METHODS.language, evidence }) };
  },
};
