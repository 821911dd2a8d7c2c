import { type LanguageModel, noLanguageModel } from '@sluice/core/understand';
import { type ClaudeOptions, createClaude } from './create-claude.ts';

/** Claude when there is a key for it; without one, a model that says so. */
export function createLanguageModel(options: ClaudeOptions): LanguageModel {
  const apiKey = options.apiKey.trim();
  return apiKey === '' ? noLanguageModel : createClaude({ ...options, apiKey });
}
