import { type CreateUploadBody, type DecideReviewBody, ROUTES, type Route } from '@sluice/contracts';
import { accessCalls } from './access-calls.ts';
import { createCall, type TokenSource } from './calls/create-call.ts';
import type { Fetch } from './calls/fetch-with-timeout.ts';
import { type Pace, realPace } from './calls/retry.ts';
import type { CallInput, CallOptions } from './calls/route-types.ts';
import { createFetchTransport } from './transport/fetch-transport.ts';
import { createBufferPool } from './uploads/buffer-pool.ts';
import { createWebPlatform, type Platform } from './uploads/platform.ts';
import { findWebResumeStore } from './uploads/resume-store.ts';
import { startUpload } from './uploads/start-upload.ts';
import { type UploadFilesOptions, uploadFiles } from './uploads/upload-files.ts';
import { type UploadManyOptions, uploadMany } from './uploads/upload-many.ts';
import type { UploadOptions } from './uploads/upload-options.ts';
import type { UploadSource } from './uploads/upload-source.ts';
import { type WaitOptions, waitForFile } from './wait-for-file.ts';

/** Who calls: a person's token, or a machine's API key. */
export type Credentials = { readonly token: TokenSource } | { readonly apiKey: string };

export type ClientOptions = Credentials & {
  /** Where the API is, with its stage: `https://….execute-api.eu-west-1.amazonaws.com/v`. */
  readonly baseUrl: string;
  /** @default the platform's */
  readonly fetch?: Fetch;
  /** How often a call or a part is tried that fails in passing. @default 4 */
  readonly attempts?: number;
  /** For one attempt of a call. @default 30 seconds */
  readonly timeoutMs?: number;
  /** What uploads run on. @default what browsers have; `createNodeClient` of `@sluice/client/node` brings more */
  readonly platform?: Platform;
  /** Memory that all uploads hold together for parts on their way. @default 64 MiB */
  readonly memoryBytes?: number;
  /** How to wait between attempts. @default timers and full jitter */
  readonly pace?: Pace;
};

const MEMORY_BYTES = 64 * 1024 ** 2;

type QueryOf<R extends Route> = CallInput<R> extends { readonly query?: infer Q } ? Q : never;

/**
 * The Sluice API, typed by its contracts. Throws ApiError, ConnectionError or UnexpectedAnswerError.
 *
 * @example
 * const client = createClient({ baseUrl, token });
 * const { fileId } = await client.uploadFile(new File(['hello'], 'hello.txt', { type: 'text/plain' }));
 * const file = await client.waitForFile(fileId);
 */
export function createClient(options: ClientOptions) {
  const { baseUrl, attempts = 4, timeoutMs = 30_000, pace = realPace } = options;
  const token: TokenSource = 'apiKey' in options ? options.apiKey : options.token;
  // Looked up at each call, so that what replaces the platform's fetch is seen.
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const now = Date.now;
  const platform = options.platform ?? createWebPlatform(createFetchTransport(fetch), findWebResumeStore());
  const pool = createBufferPool({ budgetBytes: options.memoryBytes ?? MEMORY_BYTES, allocate: platform.allocate });
  const call = createCall({ baseUrl, token, fetch, pace, attempts, timeoutMs });
  const uploads = { call, baseUrl, pace, attempts, now, platform, pool };
  const ofUpload = (upload_id: string) => ({ params: { upload_id } });
  const ofFile = (file_id: string) => ({ params: { file_id } });
  const ofReview = (review_id: string) => ({ params: { review_id } });

  return {
    call,
    uploadFile: (source: Blob | UploadSource, given?: UploadOptions) => startUpload(uploads, source, given).done,
    /** Many files with one shared number of parts under way; answers what became of each. */
    uploadFiles: (sources: readonly (Blob | UploadSource)[], given?: UploadFilesOptions) =>
      uploadFiles(uploads, sources, given),
    /** As `uploadFiles`, for who opens files only when it is their turn, and wants to hear of each by itself. */
    uploadMany: (given: UploadManyOptions) => uploadMany(uploads, given),
    /** As `uploadFile`, for who wants to pause it: `{ done, pause, resume, abort, progress }`. */
    startUpload: (source: Blob | UploadSource, given?: UploadOptions) => startUpload(uploads, source, given),
    waitForFile: (fileId: string, given?: WaitOptions) => waitForFile({ call, pace, now }, fileId, given),

    createUpload: (body: CreateUploadBody, o?: CallOptions) => call(ROUTES.createUpload, { body }, o),
    listUploads: (query: QueryOf<typeof ROUTES.listUploads> = {}, o?: CallOptions) =>
      call(ROUTES.listUploads, { query }, o),
    getUpload: (uploadId: string, o?: CallOptions) => call(ROUTES.getUpload, ofUpload(uploadId), o),
    abortUpload: (uploadId: string, o?: CallOptions) => call(ROUTES.abortUpload, ofUpload(uploadId), o),
    signParts: (uploadId: string, numbers: readonly number[], o?: CallOptions) =>
      call(ROUTES.signParts, { ...ofUpload(uploadId), body: { parts: numbers.map((n) => ({ n })) } }, o),
    listParts: (uploadId: string, query: QueryOf<typeof ROUTES.listParts> = {}, o?: CallOptions) =>
      call(ROUTES.listParts, { ...ofUpload(uploadId), query }, o),
    completeUpload: (uploadId: string, o?: CallOptions) => call(ROUTES.completeUpload, ofUpload(uploadId), o),

    listFiles: (query: QueryOf<typeof ROUTES.listFiles> = {}, o?: CallOptions) => call(ROUTES.listFiles, { query }, o),
    getFile: (fileId: string, query: QueryOf<typeof ROUTES.getFile> = {}, o?: CallOptions) =>
      call(ROUTES.getFile, { ...ofFile(fileId), query }, o),
    deleteFile: (fileId: string, o?: CallOptions) => call(ROUTES.deleteFile, ofFile(fileId), o),
    restoreFile: (fileId: string, o?: CallOptions) => call(ROUTES.restoreFile, ofFile(fileId), o),
    purgeFile: (fileId: string, o?: CallOptions) => call(ROUTES.purgeFile, ofFile(fileId), o),
    getFileHistory: (fileId: string, query: QueryOf<typeof ROUTES.getFileHistory> = {}, o?: CallOptions) =>
      call(ROUTES.getFileHistory, { ...ofFile(fileId), query }, o),
    getFileContent: (fileId: string, o?: CallOptions) => call(ROUTES.getFileContent, ofFile(fileId), o),
    listRenditions: (fileId: string, o?: CallOptions) => call(ROUTES.listRenditions, ofFile(fileId), o),
    getRendition: (fileId: string, name: string, o?: CallOptions) =>
      call(ROUTES.getRendition, { params: { file_id: fileId, name } }, o),

    listReviews: (query: QueryOf<typeof ROUTES.listReviews> = {}, o?: CallOptions) =>
      call(ROUTES.listReviews, { query }, o),
    getReview: (reviewId: string, o?: CallOptions) => call(ROUTES.getReview, ofReview(reviewId), o),
    claimReview: (reviewId: string, o?: CallOptions) => call(ROUTES.claimReview, ofReview(reviewId), o),
    renewReview: (reviewId: string, o?: CallOptions) => call(ROUTES.renewReview, ofReview(reviewId), o),
    releaseReview: (reviewId: string, o?: CallOptions) => call(ROUTES.releaseReview, ofReview(reviewId), o),
    decideReview: (reviewId: string, body: DecideReviewBody, o?: CallOptions) =>
      call(ROUTES.decideReview, { ...ofReview(reviewId), body }, o),
    escalateReview: (reviewId: string, comment: string, o?: CallOptions) =>
      call(ROUTES.escalateReview, { ...ofReview(reviewId), body: { comment } }, o),
    listDeadLetters: (query: QueryOf<typeof ROUTES.listDeadLetters> = {}, o?: CallOptions) =>
      call(ROUTES.listDeadLetters, { query }, o),
    getDeadLetter: (letterId: string, o?: CallOptions) =>
      call(ROUTES.getDeadLetter, { params: { letter_id: letterId } }, o),
    redriveDeadLetter: (letterId: string, o?: CallOptions) =>
      call(ROUTES.redriveDeadLetter, { params: { letter_id: letterId } }, o),
    getExecution: (fileId: string, tenantId: string, o?: CallOptions) =>
      call(ROUTES.getExecution, { ...ofFile(fileId), query: { tenant_id: tenantId } }, o),
    redriveExecution: (fileId: string, tenantId: string, o?: CallOptions) =>
      call(ROUTES.redriveExecution, { ...ofFile(fileId), query: { tenant_id: tenantId } }, o),
    getReconciliation: (query: QueryOf<typeof ROUTES.getReconciliation> = {}, o?: CallOptions) =>
      call(ROUTES.getReconciliation, { query }, o),
    reconcile: (body: { readonly older_than_seconds?: number } = {}, o?: CallOptions) =>
      call(ROUTES.reconcile, { body }, o),

    ...accessCalls(call),
    getHealth: (o?: CallOptions) => call(ROUTES.getHealth, {}, o),
    getOpenApi: (o?: CallOptions) => call(ROUTES.getOpenApi, {}, o),
  };
}

export type Client = ReturnType<typeof createClient>;
