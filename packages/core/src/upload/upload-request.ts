import type { Upload } from './upload-record.ts';

/** What is declared of a file before its bytes are sent. */
export type UploadRequest = Pick<
  Upload,
  'filename' | 'sizeBytes' | 'mimeType' | 'relativePath' | 'checksum' | 'dedupe'
> &
  Partial<Pick<Upload, 'metadata' | 'tags' | 'priority' | 'operations' | 'callbackUrl'>>;
