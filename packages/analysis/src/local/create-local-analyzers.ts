import type { Analyzer } from '@sluice/core/understand';
import { createPictureAnalyzers } from './pictures/create-picture-analyzers.ts';
import type { PictureDeps } from './pictures/look-at-picture.ts';
import { createTextAnalyzers } from './text/create-text-analyzers.ts';

export type LocalAnalyzersDeps = PictureDeps;

/** Everything this machine can find out about a text or a picture. Cheap to create: what is large loads when it is needed. */
export const createLocalAnalyzers = (deps: LocalAnalyzersDeps): readonly Analyzer[] => [
  ...createTextAnalyzers(),
  ...createPictureAnalyzers(deps),
];
