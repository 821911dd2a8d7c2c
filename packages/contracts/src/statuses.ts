export const UPLOAD_STATUSES = [
  'pending',
  'uploading',
  'completing',
  'completed',
  'aborted',
  'expired',
  'failed',
] as const;
export type UploadStatus = (typeof UPLOAD_STATUSES)[number];

export const FILE_STATUSES = [
  'uploaded',
  'inspecting',
  'processing',
  'understanding',
  'pending_review',
  'publishing',
  'published',
  'rejected',
  'failed',
  'canceled',
  'deleted',
  'purged',
] as const;
export type FileStatus = (typeof FILE_STATUSES)[number];

/** Where a file stays until a person or a new run moves it. */
export const RESTING_STATUSES = [
  'published',
  'rejected',
  'pending_review',
  'failed',
  'canceled',
  'deleted',
  'purged',
] as const;

export function isAtRest(status: FileStatus): boolean {
  return (RESTING_STATUSES as readonly FileStatus[]).includes(status);
}

export const REVIEW_STATUSES = ['open', 'claimed', 'approved', 'corrected', 'rejected', 'expired'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

export const JOB_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'canceled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];
