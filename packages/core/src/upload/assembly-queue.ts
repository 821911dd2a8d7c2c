import type { Upload } from './upload-record.ts';

/** Names an upload whose parts are to be put together. */
export type AssemblyRequest = Pick<Upload, 'tenantId' | 'uploadId' | 'ownerId' | 'correlationId' | 'priority'>;

/** Uploads of very many parts wait here: S3 takes minutes for them, and a client's call has seconds. */
export interface AssemblyQueue {
  /** What is asked for twice is put together once. */
  send(request: AssemblyRequest): Promise<void>;
}
