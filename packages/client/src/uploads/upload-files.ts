import { ROUTES } from '@sluice/contracts';
import { createDeclareAhead } from './declare-ahead.ts';
import { type DeclaredFile, declareBatch } from './declare-batch.ts';
import { DECLARED_BYTES, declareFile } from './declare-file.ts';
import { createGate } from './gate.ts';
import { runParallel } from './run-parallel.ts';
import { startUpload, type UploadDeps } from './start-upload.ts';
import type { UploadedFile, UploadOptions } from './upload-options.ts';
import { toSource, type UploadSource } from './upload-source.ts';

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
  const { concurrency = deps.platform.concurrency.most } = shared;
  const sharedGate = createGate(concurrency);
  const signal = shared.signal ?? new AbortController().signal;
  const files = sources.map((source, index) => ({ source, options: { ...shared, ...optionsOf?.(source, index) } }));
  const ahead = createDeclareAhead({
    count: files.length,
    declare: async (index) => {
      const file = files[index];
      if (file === undefined || !isForBatch(file)) return undefined;
      signal.throwIfAborted();
      return declareFile({ ...deps, ...deps.platform, signal }, toSource(file.source), file.options);
    },
    send: (bodies) => declareBatch(deps.call, bodies, { signal }),
  });
  const uploadOne = async (index: number, { source, options }: FileOfMany): Promise<UploadOutcome> => {
    const declared = await ahead.take(index);
    if (declared.outcome === 'failed') return declared;
    const known = declared.outcome === 'declared' ? declared.upload : undefined;
    return startUpload({ ...deps, sharedGate }, source, options, known).done.then(
      (file) => ({ outcome: 'uploaded', ...file }) as const,
      (error: unknown) => ({ outcome: 'failed', error }) as const,
    );
  };
  const outcomes: UploadOutcome[] = [];
  const queue = files.entries();
  const worker = async () => {
    for (const [index, file] of queue) {
      signal.throwIfAborted();
      outcomes[index] = await uploadOne(index, file);
    }
  };
  const workers = Array.from({ length: Math.min(filesAtOnce, sources.length) }, worker);
  try {
    await Promise.all(workers);
    signal.throwIfAborted();
    return outcomes;
  } catch (error) {
    // Each upload ends by itself: only then is it known which were never begun.
    await Promise.allSettled(workers);
    if (shared.whenAborted !== 'keep') await giveUp(deps, await ahead.left());
    throw error;
  }
}

type FileOfMany = { readonly source: Blob | UploadSource; readonly options: UploadOptions };

/** Small, and nobody wants to know more of it than a batch answers. */
const isForBatch = ({ source, options }: FileOfMany): boolean =>
  source.size <= DECLARED_BYTES &&
  !options.resume &&
  options.uploadId === undefined &&
  options.idempotencyKey === undefined &&
  options.onCreated === undefined;

/** Of what was declared and never begun, nothing is to be left behind. */
const giveUp = ({ call }: UploadDeps, files: readonly DeclaredFile[]): Promise<void> =>
  runParallel(files, FILES_AT_ONCE, async (file) => {
    if (file.outcome !== 'declared') return;
    await call(ROUTES.abortUpload, { params: { upload_id: file.upload.upload_id } }).catch(() => {
      // The caller wants to be gone; an upload that is left behind expires by itself.
    });
  });
