export {
  DEFAULT_DOCUMENT_LIMITS,
  type DocumentFacts,
  type DocumentLimits,
  type DocumentPage,
  type DocumentReader,
  READABLE_TYPES,
  type ReadDocument,
} from './document-reader.ts';
export { createFailDeadJob, type DeadJob, JOB_DIED } from './fail-dead-job.ts';
export type { ImageRenderer, RenderedImage, Rendition, RenditionRequest } from './image-renderer.ts';
export type { Job } from './job-record.ts';
export type { JobContent, JobSource } from './job-source.ts';
export { type OfferedTask, offerTask } from './offer-task.ts';
export { joinPages, splitPages } from './page-text.ts';
export {
  DEFAULT_RENDITIONS,
  fileRenditionsPrefix,
  MAX_RENDERABLE_BYTES,
  planJobs,
  renditionsPrefix,
} from './plan-jobs.ts';
export { createReadDocument } from './read-document.ts';
export { createRecordJobEnd, createRecordPlannedJob } from './record-jobs.ts';
export { createRecordResults, findObjection, type Objection, type ResultsDeps } from './record-results.ts';
export { createRenderImage } from './render-image.ts';
export type { RenditionObject, RenditionStorage } from './rendition-storage.ts';
export { retryDelaySeconds } from './retry-delay.ts';
export { createRunJob, type Delivery, type RunJobDeps } from './run-job.ts';
export {
  type BadOutcome,
  DEFAULT_TASK_LIMITS,
  MAIN_OUTPUT,
  type OutputFacts,
  type PutOutput,
  type TaskAnswer,
  type TaskInput,
  type TaskLimits,
  type TaskRunner,
  type TaskSource,
} from './task-runner.ts';
export type { TaskTokens, TokenAnswer } from './task-tokens.ts';
export type { RecognizedText, RecognizedWord, TextRecognizer } from './text-recognizer.ts';
export { tooLarge } from './too-large.ts';
export { UnknownTaskError } from './unknown-task.ts';
