import { ROUTES } from '@sluice/contracts';
import type { Call } from '../calls/create-call.ts';
import { UnexpectedAnswerError } from '../calls/errors.ts';
import type { Pace } from '../calls/retry.ts';
import type { BufferPool } from './buffer-pool.ts';
import { ChecksumMismatchError, compareWhole } from './compare-whole.ts';
import { completeUpload } from './complete-upload.ts';
import { createGate, type Gate } from './gate.ts';
import { checksumOf, openUpload } from './open-upload.ts';
import type { OpenedView } from './opened-view.ts';
import { allParts } from './part-plan.ts';
import { createPartSigner } from './part-signer.ts';
import type { Platform } from './platform.ts';
import { createProgress, type Progress } from './progress.ts';
import { ENOUGH_WAIT, sendParts } from './send-parts.ts';
import { storedParts } from './stored-parts.ts';
import type { UploadedFile, UploadOptions } from './upload-options.ts';
import { toSource, type UploadSource } from './upload-source.ts';

export type UploadDeps = {
  readonly call: Call;
  readonly baseUrl: string;
  readonly pace: Pace;
  readonly attempts: number;
  readonly now: () => number;
  readonly platform: Platform;
  readonly pool: BufferPool;
  /** Shared with other uploads of a batch. */
  readonly sharedGate?: Gate;
};

/** An upload under way. */
export type Upload = {
  /** Settles when the upload is over. */
  readonly done: Promise<UploadedFile>;
  /** Stops sending at once; what was half sent is sent again. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Gives it up as `signal` does: `done` rejects with the reason. */
  readonly abort: (reason?: unknown) => void;
  /** Undefined until the service knows of the upload. */
  readonly progress: Progress | undefined;
};

const COMPLETE_ATTEMPTS = 3;

/**
 * Begins to declare a file, unless it is `declared` already, send its bytes straight to S3 in parallel, and complete the
 * upload.
 */
export function startUpload(
  deps: UploadDeps,
  input: Blob | UploadSource,
  options: UploadOptions = {},
  declared?: OpenedView,
): Upload {
  const aborted = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, aborted.signal]) : aborted.signal;
  const gate = createGate(1);
  const run: Run = { ...deps, signal, gate, options, source: toSource(input), declared };
  let progress: ReturnType<typeof createProgress> | undefined;
  const done = uploadWhole(run, (totalBytes) => {
    progress = createProgress(totalBytes, options.onProgress);
    return progress;
  });
  return {
    done,
    pause: gate.pause,
    resume: gate.resume,
    abort: (reason) => aborted.abort(reason),
    get progress() {
      return progress?.now();
    },
  };
}

type Run = UploadDeps & {
  readonly signal: AbortSignal;
  readonly gate: Gate;
  readonly options: UploadOptions;
  readonly source: UploadSource;
  readonly declared: OpenedView | undefined;
};
type StartProgress = (totalBytes: number) => ReturnType<typeof createProgress>;

async function uploadWhole(run: Run, startProgress: StartProgress): Promise<UploadedFile> {
  const { call, options, signal, source, platform } = run;
  const { upload, resumed, forget } = run.declared
    ? { upload: run.declared, resumed: false, forget: async () => {} }
    : await openUpload({ ...run, ...platform }, source, options);
  try {
    const fileId = await finish(run, upload, resumed, startProgress(upload.size_bytes));
    await forget();
    return {
      ...{ uploadId: upload.upload_id, fileId },
      ...(upload.strategy === 'deduplicated' && { deduplicated: true as const }),
    };
  } catch (error) {
    // Complete already, and wrong: there is nothing to go on with.
    if (error instanceof ChecksumMismatchError) await forget();
    // Anything but an abort leaves what is stored: the upload can go on where it stopped.
    if (signal.aborted && options.whenAborted !== 'keep') {
      await forget();
      await call(ROUTES.abortUpload, { params: { upload_id: upload.upload_id } }).catch(() => {
        // The caller wants to be gone; an upload that is left behind expires by itself.
      });
    }
    throw error;
  }
}

async function finish(
  run: Run,
  upload: OpenedView,
  resumed: boolean,
  progress: ReturnType<StartProgress>,
): Promise<string> {
  const { call, signal } = run;
  const isOpen = upload.status === 'pending' || upload.status === 'uploading';
  if (upload.strategy === 'deduplicated') {
    progress.startAt(upload.size_bytes);
    if (upload.file_id !== undefined) return upload.file_id;
  }
  const crcs = new Map<number, bigint>();
  let stored: ReadonlySet<number> = resumed && isOpen ? await storedParts(call, upload, { signal }) : new Set();
  for (let attempt = 1; ; attempt += 1) {
    if (isOpen) await sendMissing(run, upload, { stored, progress, crcs });
    const completion = await completeUpload(run, upload, { signal });
    if (completion.outcome === 'completed') {
      const isOurs = upload.strategy !== 'deduplicated' && run.options.checksum !== false;
      if (completion.checksum !== undefined && isOurs)
        await compareWhole({ ...run, ...run.platform }, completion.checksum, allParts(upload), crcs);
      return completion.fileId;
    }
    if (!isOpen || attempt >= COMPLETE_ATTEMPTS) throw completion.error;
    // S3's own list says what it really has.
    stored = await storedParts(call, upload, { signal });
  }
}

type SendState = {
  readonly stored: ReadonlySet<number>;
  readonly progress: ReturnType<StartProgress>;
  /** Of the parts this run has sent, by their numbers. */
  readonly crcs: Map<number, bigint>;
};

async function sendMissing(run: Run, upload: OpenedView, { stored, progress, crcs }: SendState): Promise<void> {
  const { call, signal, now, gate, options, platform } = run;
  const params = { upload_id: upload.upload_id };
  const parts = allParts(upload);
  const wanted = parts.filter(({ n }) => !stored.has(n));
  progress.startAt(parts.reduce((sum, { n, size }) => (stored.has(n) ? sum + size : sum), 0));
  const checksum = checksumOf(upload);
  const signer = createPartSigner({
    wanted: wanted.map(({ n }) => n),
    given: upload.parts.map(({ expires_at, ...part }) => ({ ...part, expiresAt: expires_at })),
    needsChecksums: checksum !== false,
    whenWanted: () => gate.whenFewWait(ENOUGH_WAIT, signal),
    now,
    sign: async (toSign) => {
      const body = { parts: toSign, form: 'template' as const };
      const signed = await call(ROUTES.signParts, { params, body }, { signal });
      if ('template' in signed) return signed;
      throw new UnexpectedAnswerError('signParts answered no template, which was asked for');
    },
  });
  const most = Math.min(options.concurrency ?? platform.concurrency.most, Math.max(1, upload.max_concurrency));
  // Who names a number wants that number.
  const least = options.concurrency === undefined ? platform.concurrency.least : most;
  await sendParts(
    {
      ...run,
      ...platform,
      ...{ signer, checksum, concurrency: { least, most } },
      onStored: ({ n, size }, crc) => {
        if (crc !== undefined) crcs.set(n, crc);
        progress.add(size);
      },
    },
    wanted,
  );
}
