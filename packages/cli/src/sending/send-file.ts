import {
  ApiError,
  type Client,
  ConnectionError,
  type ManyUploads,
  type Progress,
  StorageError,
  type UploadOptions,
} from '@sluice/client';
import { openFile } from '@sluice/client/node';
import type { FileView, LinkedRenditionView } from '@sluice/contracts';
import type { FileToSend } from '../files/find-files.ts';
import { mimeTypeOf } from '../files/mime-types.ts';
import { formatBytes, formatSeconds } from '../terminal/format-values.ts';
import type { Place } from '../terminal/render-bar.ts';
import { type FileResult, resultOfFile, resultWithoutFile } from './file-result.ts';
import { createRateMeter, type Rate } from './measure-rate.ts';
import type { FileWatcher } from './watch-files.ts';

export type DeclaredOptions = Pick<UploadOptions, 'tags' | 'metadata' | 'priority' | 'checksum' | 'dedupe'>;

export type SendDeps = {
  readonly client: Client;
  readonly watcher: FileWatcher;
  /** All files of this run: small ones are declared many in one call. */
  readonly many: ManyUploads;
  readonly signal: AbortSignal;
  /** What is said of each file when it is declared. */
  readonly declared: DeclaredOptions;
  /** Goes on with large files where an earlier run stopped, and keeps what is stored of them when this one is stopped. */
  readonly resume: boolean;
  /** Told of each file whose parts are kept for another run. */
  readonly onKept: (file: FileToSend) => void;
  /** Answers right after the upload when false. */
  readonly wait: boolean;
  readonly tell: (file: FileToSend, place: Place) => void;
  /** What went wrong with one file, for people. */
  readonly complain: (file: FileToSend, error: unknown) => void;
};

/** A file with its place among all. */
export type FileInTurn = { readonly file: FileToSend; readonly index: number };

export const mimeOf = (file: FileToSend): string => mimeTypeOf(file.open === undefined ? file.path : file.shown);

/** Refused before a byte moved: too large, or of a type that is not accepted. */
const isRefusal = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.status === 413 || error.status === 415);

const reasonOf = (error: unknown): string => {
  if (error instanceof ApiError) return error.code;
  if (error instanceof ConnectionError) return 'unreachable';
  if (error instanceof StorageError) return 'not_stored';
  return error instanceof Error && 'code' in error ? 'unreadable' : 'not_sent';
};

const linksOf = async ({ client, signal }: SendDeps, file: FileView): Promise<readonly LinkedRenditionView[]> => {
  if (file.status !== 'published' || file.renditions.length === 0) return [];
  return (await client.listRenditions(file.file_id, { signal })).items;
};

/** A smaller file is sent in one request: there is nothing to go on with. */
const RESUME_FROM_BYTES = 16 * 1024 ** 2;

const describeProgress = ({ bytesUploaded, totalBytes, bytesResumed }: Progress, rate: Rate | undefined): string => {
  const speed =
    rate === undefined
      ? ''
      : `, ${formatBytes(Math.round(rate.bytesPerSecond))}/s, ${formatSeconds(Math.ceil(rate.secondsLeft))} left`;
  const before = bytesResumed === 0 ? '' : `, ${formatBytes(bytesResumed)} were there`;
  return `${formatBytes(bytesUploaded)} of ${formatBytes(totalBytes)}${speed}${before}`;
};

/** What is declared of a file; it depends on nothing but the file. */
export const optionsOf = (declared: DeclaredOptions, file: FileToSend): UploadOptions => ({
  ...declared,
  ...(file.relativePath !== undefined && { relative_path: file.relativePath }),
});

const upload = async (deps: SendDeps, { file, index }: FileInTurn, size: (bytes: number) => void) => {
  const mime_type = mimeOf(file);
  const source = await (file.open?.(mime_type) ?? openFile(file.path, mime_type));
  size(source.size);
  const resume = deps.resume && file.open === undefined && source.size >= RESUME_FROM_BYTES;
  const rateOf = createRateMeter(() => performance.now());
  let begun = false;
  try {
    rateOf(0, source.size);
    deps.tell(file, { uploaded: 0 });
    return await deps.many.upload(index, source, {
      ...optionsOf(deps.declared, file),
      ...{ signal: deps.signal, resume, whenAborted: resume ? 'keep' : 'remove' },
      onCreated: () => {
        begun = true;
      },
      onProgress: (progress) => {
        const rate = rateOf(progress.bytesUploaded - progress.bytesResumed, source.size - progress.bytesResumed);
        deps.tell(file, { uploaded: progress.percentage, progress: describeProgress(progress, rate) });
      },
    });
  } finally {
    if (begun && resume && deps.signal.aborted) deps.onKept(file);
    await source.close();
  }
};

/** Sends one file and answers what became of it, whatever that is; only an abort throws. */
export const sendFile = async (deps: SendDeps, turn: FileInTurn): Promise<FileResult> => {
  const { file } = turn;
  const { client, watcher, signal } = deps;
  const started = performance.now();
  const seen = () => ({ file: file.shown, seconds: Math.round(performance.now() - started) / 1000 });
  const mime_type = mimeOf(file);
  let size_bytes: number | null = null;
  let fileId: string | undefined;
  try {
    ({ fileId } = await upload(deps, turn, (bytes) => {
      size_bytes = bytes;
    }));
    deps.tell(file, { status: 'uploaded' });
    if (!deps.wait) return resultOfFile(seen(), await client.getFile(fileId, {}, { signal }), []);
    const view = await watcher.atRest(fileId, (status) => deps.tell(file, { status }));
    const result = seen();
    return resultOfFile(result, view, await linksOf(deps, view));
  } catch (error) {
    signal.throwIfAborted();
    if (fileId === undefined && isRefusal(error))
      return resultWithoutFile(seen(), { status: 'rejected', reason: error.code, mime_type, size_bytes });
    deps.complain(file, error);
    const result = resultWithoutFile(seen(), { status: null, reason: reasonOf(error), mime_type, size_bytes });
    return { ...result, file_id: fileId ?? null };
  }
};
