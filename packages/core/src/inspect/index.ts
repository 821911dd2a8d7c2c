export type { InspectionLimits } from '../access/index.ts';
export { DEFAULT_LIMITS } from '../access/index.ts';
export type { ContentSource } from '../runtime/index.ts';
export { compareTypes } from './compare-types.ts';
export type { ContentInspector, ContentStore } from './content-source.ts';
export type { ArchiveFacts, FileFacts, ImageFacts, MarkupFacts, SafetyFact, SafetyFacts } from './file-facts.ts';
export { createInspectFile, type InspectDeps, type Inspection } from './inspect-file.ts';
export { judgeFile, type Verdict } from './judge-file.ts';
