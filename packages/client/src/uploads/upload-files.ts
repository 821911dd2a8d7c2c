import { createGate } from './gate.ts';
import { startUpload, type UploadDeps } from './start-upload.ts';
import type { UploadedFile, UploadOptions } from './upload-options.ts';
import type { UploadSource } from './upload-source.ts';

export type UploadFilesOptions = Omit<
  UploadOptions,
  'filename' | 'mime_type' | 'uploadId' | 'idempotencyKey' | 'relative_path' | 'onCreated' | 'onProgress'
> & {
  /** Files begun at the same time. @default 3 */
  readonly filesAtOnce?: number;
  /** What is different for one file. */
  readonly optionsOf?: (source: Blob | UploadSource, index: number) => UploadOptions;
};

/** What became of one file of many. */
export type UploadOutcome =
  | ({ readonly outcome: 'uploaded' } & UploadedFile)
  | { readonly outcome: 'failed'; readonly error: unknown };

const FILES_AT_ONCE = 3;

/**
 * Uploads many files, all of which share one number of parts under way. One that fails does not keep the others back.
 * Answers what became of each, in the order given; rejects when aborted.
 */
export async function uploadFiles(
  deps: UploadDeps,
  sources: readonly (Blob | UploadSource)[],
  { filesAtOnce = FILES_AT_ONCE, optionsOf, ...shared }: UploadFilesOptions = {},
): Promise<readonly UploadOutcome[]> {
  const sharedGate = createGate(shared.concurrency ?? deps.platform.concurrency.most);
  const outcomes: UploadOutcome[] = [];
  const queue = sources.entries();
  const worker = async () => {
    for (const [index, source] of queue) {
      shared.signal?.throwIfAborted();
      const upload = startUpload({ ...deps, sharedGate }, source, { ...shared, ...optionsOf?.(source, index) });
      outcomes[index] = await upload.done.then(
        (file) => ({ outcome: 'uploaded', ...file }) as const,
        (error: unknown) => ({ outcome: 'failed', error }) as const,
      );
    }
  };
  await Promise.all(Array.from({ length: Math.min(filesAtOnce, sources.length) }, worker));
  shared.signal?.throwIfAborted();
  return outcomes;
}
