export { createLocalAnalyzers, type LocalAnalyzersDeps } from './create-local-analyzers.ts';
export { createPictureAnalyzers } from './pictures/create-picture-analyzers.ts';
export { createTextAnalyzers } from './text/create-text-analyzers.ts';
