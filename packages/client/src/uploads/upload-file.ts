import { type CreatedUploadView, type CreateUploadBody, ROUTES, type UploadView } from '@sluice/contracts';
import type { Call } from '../calls/create-call.ts';
import { ApiError } from '../calls/errors.ts';
import type { Fetch } from '../calls/fetch-with-timeout.ts';
import type { Pace } from '../calls/retry.ts';
import { createPartSigner } from './part-signer.ts';
import { createProgress, type Progress } from './progress.ts';
import { putPart } from './put-part.ts';
import { runParallel } from './run-parallel.ts';
import { storedParts } from './stored-parts.ts';
import { sourceOfBlob, type UploadSource } from './upload-source.ts';

export type UploadOptions = Omit<CreateUploadBody, 'filename' | 'size_bytes' | 'mime_type'> & {
  /** @default the name of the source */
  readonly filename?: string;
  /** `type/subtype`. @default what the source says, else application/octet-stream: the bytes decide in the end */
  readonly mime_type?: string;
  /** Goes on with this upload instead of creating one; only parts that are not stored yet are sent. */
  readonly uploadId?: string;
  /** A repeat with the same key goes on with the same upload. @default a new one */
  readonly idempotencyKey?: string;
  /** Parts sent at the same time, at most what the service allows. @default 6 in a browser, 8 elsewhere */
  readonly concurrency?: number;
  readonly onCreated?: (upload: UploadView) => void;
  readonly onProgress?: (progress: Progress) => void;
  /** Gives the upload up: what is stored of it is removed. */
  readonly signal?: AbortSignal;
};

export type UploadedFile = { readonly uploadId: string; readonly fileId: string };

export type UploadDeps = {
  readonly call: Call;
  readonly fetch: Fetch;
  readonly pace: Pace;
  readonly attempts: number;
  readonly now: () => number;
};

// Browsers open six connections to a host.
const DEFAULT_CONCURRENCY = 'document' in globalThis || 'WorkerGlobalScope' in globalThis ? 6 : 8;
const COMPLETE_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 5000;

const open = async (deps: UploadDeps, source: UploadSource, options: UploadOptions): Promise<CreatedUploadView> => {
  const { uploadId, idempotencyKey, concurrency, onCreated, onProgress, signal, ...declared } = options;
  const shared = { ...(signal && { signal }), ...(idempotencyKey !== undefined && { idempotencyKey }) };
  if (uploadId !== undefined) {
    const upload = await deps.call(ROUTES.getUpload, { params: { upload_id: uploadId } }, shared);
    if (upload.size_bytes !== source.size)
      throw new TypeError(
        `upload ${uploadId} is for ${upload.size_bytes} bytes, ${source.name} has ${source.size}: start a new upload`,
      );
    return { ...upload, parts: [] };
  }
  const body = {
    ...declared,
    filename: declared.filename ?? source.name,
    size_bytes: source.size,
    mime_type: declared.mime_type ?? (source.type.split(';')[0]?.trim().toLowerCase() || 'application/octet-stream'),
  };
  return deps.call(ROUTES.createUpload, { body }, shared);
};

const sendMissing = async (
  deps: UploadDeps,
  source: UploadSource,
  options: UploadOptions,
  upload: CreatedUploadView,
  stored: ReadonlySet<number>,
): Promise<void> => {
  const params = { upload_id: upload.upload_id };
  const wanted = Array.from({ length: upload.part_count }, (_, index) => index + 1).filter((n) => !stored.has(n));
  // Ends the parts still under way when one of them has failed for good.
  const ended = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
  const signer = createPartSigner({
    parts: upload.parts,
    wanted,
    now: deps.now,
    signParts: async (numbers) => {
      const body = { parts: numbers.map((n) => ({ n })) };
      return (await deps.call(ROUTES.signParts, { params, body }, { signal })).parts;
    },
  });
  const sizeOf = (n: number) =>
    n < upload.part_count ? upload.part_size : upload.size_bytes - upload.part_size * (upload.part_count - 1);
  const progress = createProgress(upload.size_bytes, options.onProgress);
  for (const n of stored) progress.add(sizeOf(n));
  const limit = Math.min(options.concurrency ?? DEFAULT_CONCURRENCY, Math.max(1, upload.max_concurrency));
  const part = { ...deps, source, signer, signal, partSize: upload.part_size };
  try {
    await runParallel(wanted, limit, async (n) => {
      await putPart(part, n);
      progress.add(sizeOf(n));
    });
  } catch (error) {
    ended.abort(error);
    throw error;
  }
};

/** Very many parts are put together by a worker: the answer is asked for again until it names the file. */
const complete = async (deps: UploadDeps, uploadId: string, signal: AbortSignal | undefined): Promise<string> => {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const params = { upload_id: uploadId };
    const answer = await deps.call(ROUTES.completeUpload, { params }, signal ? { signal } : {});
    if (answer.status === 'completed') return answer.file_id;
    await deps.pace.sleep(pause, signal);
  }
};

const finish = async (
  deps: UploadDeps,
  source: UploadSource,
  options: UploadOptions,
  upload: CreatedUploadView,
): Promise<UploadedFile> => {
  const shared = options.signal ? { signal: options.signal } : {};
  const isOpen = upload.status === 'pending' || upload.status === 'uploading';
  let stored =
    options.uploadId === undefined || !isOpen ? new Set<number>() : await storedParts(deps.call, upload, shared);
  for (let attempt = 1; ; attempt += 1) {
    if (isOpen) await sendMissing(deps, source, options, upload, stored);
    try {
      return { uploadId: upload.upload_id, fileId: await complete(deps, upload.upload_id, options.signal) };
    } catch (error) {
      const missing = error instanceof ApiError && error.code === 'missing_parts';
      if (!missing || !isOpen || attempt >= COMPLETE_ATTEMPTS) throw error;
      // S3's own list says what it really has.
      stored = await storedParts(deps.call, upload, shared);
    }
  }
};

/** Declares a file, sends its bytes straight to S3 in parallel, and completes the upload. */
export async function uploadFile(
  deps: UploadDeps,
  input: Blob | UploadSource,
  options: UploadOptions = {},
): Promise<UploadedFile> {
  const source = input instanceof Blob ? sourceOfBlob(input) : input;
  const upload = await open(deps, source, options);
  options.onCreated?.(upload);
  try {
    return await finish(deps, source, options, upload);
  } catch (error) {
    // Anything but an abort leaves what is stored: the upload can go on where it stopped.
    if (options.signal?.aborted) {
      await deps.call(ROUTES.abortUpload, { params: { upload_id: upload.upload_id } }).catch(() => {
        // The caller wants to be gone; an upload that is left behind expires by itself.
      });
    }
    throw error;
  }
}
