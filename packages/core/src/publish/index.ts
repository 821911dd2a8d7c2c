export { type CompensateDeps, type Compensation, createCompensateFile, type Ending } from './compensate-file.ts';
export { type CaughtFailure, explainFailure } from './explain-failure.ts';
export { createPublishFile, type PublishDeps, type ReviewDecision, ReviewUndecidedError } from './publish-file.ts';
