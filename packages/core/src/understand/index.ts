export type { Analyzer, Findings, Subject } from './analyzer.ts';
export { type AnswerDeps, createAnswerUnderstanding } from './answer-understanding.ts';
export { ASKABLE_NAMES, type AskableName, FINDING_NAMES, FINDING_VALUES, type FindingName } from './finding-names.ts';
export { canHave, findUnsure, findWanted, thresholdOf } from './judge-findings.ts';
export {
  type LanguageModel,
  type ModelAnswer,
  type ModelRequest,
  type ModelUsage,
  noLanguageModel,
} from './language-model.ts';
export { mergeFindings } from './run-analyzers.ts';
export { createUnderstandFile, type UnderstandDeps, type Understanding } from './understand-file.ts';
