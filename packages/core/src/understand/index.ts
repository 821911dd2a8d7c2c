export type { Analyzer, Findings, Subject } from './analyzer.ts';
export { ASKABLE_NAMES, type AskableName, FINDING_NAMES, FINDING_VALUES, type FindingName } from './finding-names.ts';
export {
  type LanguageModel,
  type ModelAnswer,
  type ModelRequest,
  type ModelUsage,
  noLanguageModel,
} from './language-model.ts';
