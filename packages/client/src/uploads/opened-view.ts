import type { CreatedUploadView } from '@sluice/contracts';

/** What sending needs to know of an upload. */
export type OpenedView = Pick<
  CreatedUploadView,
  | 'upload_id'
  | 'status'
  | 'strategy'
  | 'size_bytes'
  | 'part_size'
  | 'part_count'
  | 'max_concurrency'
  | 'checksum'
  | 'file_id'
  | 'parts'
>;
