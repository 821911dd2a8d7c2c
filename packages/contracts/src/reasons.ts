/** Why a file is rejected. Stable: clients branch on these. */
export const REJECTION_REASONS = [
  'infected',
  'type_not_allowed',
  'type_mismatch',
  'empty',
  'too_large',
  'too_many_pixels',
  'too_many_pages',
  'too_many_entries',
  'too_deep',
  'expansion_too_high',
  'too_long',
  'too_large_to_scan',
  'unscannable',
  'encrypted',
  'unparseable',
  'unsafe_content',
  'checksum_mismatch',
  'rejected_by_reviewer',
  'review_expired',
] as const;
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** The reasons a tenant's policy may answer with something milder than a rejection. */
export const SOFT_REASONS = [
  ...(['empty', 'type_mismatch', 'encrypted', 'unparseable'] as const),
  ...(['unscannable', 'too_large_to_scan'] as const),
] as const;
export type SoftReason = (typeof SOFT_REASONS)[number];

/** Why an upload can never become a file: S3 has neither its parts nor an object, or they are not what was declared. */
export const UPLOAD_FAILURES = [
  'parts_lost',
  'missing_parts',
  'size_mismatch',
  'checksum_mismatch',
  'too_large',
] as const;
export type UploadFailure = (typeof UPLOAD_FAILURES)[number];

/** Why a file failed: our fault, compensated, and it can be redriven. */
export const FAILURE_REASONS = [
  'inspection_failed',
  'processing_failed',
  'understanding_failed',
  'review_failed',
  'publishing_failed',
  'timed_out',
  'internal_error',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];
