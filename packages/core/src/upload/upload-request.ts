import type { PartPlan } from './plan-parts.ts';
import type { Upload } from './upload-record.ts';

/** What is declared of a file before its bytes are sent. */
export type UploadRequest = Pick<
  Upload,
  'filename' | 'sizeBytes' | 'mimeType' | 'relativePath' | 'checksum' | 'dedupe'
> &
  Partial<Pick<Upload, 'metadata' | 'tags' | 'priority' | 'fingerprint' | 'operations' | 'callbackUrl'>> & {
    /** Of a client that tells no size; never from a request's body. */
    readonly sizing?: 'at_most';
    readonly strategy?: PartPlan['strategy'];
  };
