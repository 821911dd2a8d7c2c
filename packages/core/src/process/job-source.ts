import type { ContentSource } from '../runtime/index.ts';

/** One pinned version, and the bytes it has. */
export type JobContent = {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly sizeBytes: number;
};

/** What a job reads. Nothing is asked for before it is read. */
export interface JobSource {
  open(content: JobContent): ContentSource;
}
