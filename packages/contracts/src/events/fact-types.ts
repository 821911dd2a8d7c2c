/** Everything that can have happened, in the past tense. Additive only: a name is never reused. */
export const FACT_TYPES = [
  'upload.created',
  'upload.completed',
  'upload.aborted',
  'file.uploaded',
  'file.inspected',
  'file.rejected',
  'file.processed',
  'file.published',
  'file.failed',
  'rendition.created',
  'job.created',
  'job.succeeded',
  'job.failed',
] as const;
export type FactType = (typeof FACT_TYPES)[number];
