import { createGate } from './gate.ts';
import type { UploadDeps } from './start-upload.ts';
import { uploadMany } from './upload-many.ts';
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
 * Uploads many files, all of which share one number of parts under way; small ones are declared many in one call. One that
 * fails does not keep the others back. Answers what became of each, in the order given; rejects when aborted.
 */
export async function uploadFiles(
  deps: UploadDeps,
  sources: readonly (Blob | UploadSource)[],
  { filesAtOnce = FILES_AT_ONCE, optionsOf, ...shared }: UploadFilesOptions = {},
): Promise<readonly UploadOutcome[]> {
  const { concurrency = deps.platform.concurrency.most, signal } = shared;
  const files = sources.map((source, index) => ({ source, options: { ...shared, ...optionsOf?.(source, index) } }));
  const many = uploadMany(
    { ...deps, sharedGate: createGate(concurrency) },
    { count: files.length, fileAt: async (index) => files[index], ...(signal !== undefined && { signal }) },
  );
  const outcomes: UploadOutcome[] = [];
  const queue = files.entries();
  const worker = async () => {
    for (const [index, { source, options }] of queue) {
      signal?.throwIfAborted();
      outcomes[index] = await many.upload(index, source, options).then(
        (file) => ({ outcome: 'uploaded', ...file }) as const,
        (error: unknown) => ({ outcome: 'failed', error }) as const,
      );
    }
  };
  const workers = Array.from({ length: Math.min(filesAtOnce, sources.length) }, worker);
  try {
    await Promise.all(workers);
    signal?.throwIfAborted();
    return outcomes;
  } catch (error) {
    // Each upload ends by itself: only then is it known which were never begun.
    await Promise.allSettled(workers);
    if (shared.whenAborted !== 'keep') await many.giveUp();
    throw error;
  }
}
