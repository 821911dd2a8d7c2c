import { ROUTES } from '@sluice/contracts';
import { createDeclareAhead } from './declare-ahead.ts';
import { type DeclaredFile, declareBatch } from './declare-batch.ts';
import { DECLARED_BYTES, declareFile } from './declare-file.ts';
import { runParallel } from './run-parallel.ts';
import { startUpload, type UploadDeps } from './start-upload.ts';
import type { UploadedFile, UploadOptions } from './upload-options.ts';
import { toSource, type UploadSource } from './upload-source.ts';

/** One file of many, opened to be declared; `close` is called when that is done. */
export type FileOfMany = {
  readonly source: Blob | UploadSource;
  readonly options: UploadOptions;
  readonly close?: () => Promise<void>;
};

export type UploadManyOptions = {
  readonly count: number;
  /** Opens a file a little before its turn; undefined for one that can be read only once. */
  readonly fileAt: (index: number) => Promise<FileOfMany | undefined>;
  readonly signal?: AbortSignal;
};

/** Many files, the small ones of which are declared in batches, a little ahead of who uploads them. */
export type ManyUploads = {
  /** As `uploadFile`. Ask for the files in order, for as many at once as you like. */
  readonly upload: (index: number, source: Blob | UploadSource, options: UploadOptions) => Promise<UploadedFile>;
  /** Gives up what was declared and never begun. */
  readonly giveUp: () => Promise<void>;
};

const ABORTS_AT_ONCE = 4;

export function uploadMany(deps: UploadDeps, { count, fileAt, signal = never }: UploadManyOptions): ManyUploads {
  const ahead = createDeclareAhead({
    count,
    declare: async (index) => {
      signal.throwIfAborted();
      const file = await fileAt(index);
      try {
        if (file === undefined || !isForBatch(file)) return undefined;
        return await declareFile({ ...deps, ...deps.platform, signal }, toSource(file.source), file.options);
      } finally {
        await file?.close?.();
      }
    },
    send: (bodies) => declareBatch(deps.call, bodies, { signal }),
  });
  return {
    upload: async (index, source, options) => {
      const declared = await ahead.take(index);
      if (declared.outcome === 'failed') throw declared.error;
      if (declared.outcome === 'alone') return startUpload(deps, source, options).done;
      const { upload } = declared;
      if (upload.size_bytes === source.size) return startUpload(deps, source, options, upload).done;
      // What was declared is of no use: as it is now, it is another file.
      await abort(deps, declared);
      return startUpload(deps, source, options).done;
    },
    giveUp: async () => runParallel(await ahead.left(), ABORTS_AT_ONCE, (file) => abort(deps, file)),
  };
}

const never = new AbortController().signal;

/** Small, and nobody wants to know more of it than a batch answers. */
const isForBatch = ({ source, options }: FileOfMany): boolean =>
  source.size <= DECLARED_BYTES &&
  !options.resume &&
  options.uploadId === undefined &&
  options.idempotencyKey === undefined &&
  options.onCreated === undefined;

const abort = async ({ call }: UploadDeps, file: DeclaredFile): Promise<void> => {
  if (file.outcome !== 'declared') return;
  await call(ROUTES.abortUpload, { params: { upload_id: file.upload.upload_id } }).catch(() => {
    // An upload that is left behind expires by itself.
  });
};
