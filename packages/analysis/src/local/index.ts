export { createTextAnalyzers } from './text/create-text-analyzers.ts';
