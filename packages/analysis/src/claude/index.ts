export { CLAUDE_BREAKER, type ClaudeOptions, createClaude, DEFAULT_MODEL } from './create-claude.ts';
export { createLanguageModel } from './create-language-model.ts';
export type { ClaudeLogEntry } from './log-entry.ts';
export { DEFAULT_PRICES, type ModelPrice, type PriceTable } from './prices.ts';
