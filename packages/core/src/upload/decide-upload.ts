import type { ErrorCode, Fact, UploadFailure } from '@sluice/contracts';
import type { Checksum } from './object-storage.ts';
import { planParts } from './plan-parts.ts';
import { lookedAt, scheduleLook } from './schedule-look.ts';
import type { Upload } from './upload-record.ts';

/** What happens to an upload: everything that writes its row is one of these. */
export type UploadEvent =
  /** S3 knows a multipart upload for it. */
  | { readonly type: 'opened'; readonly multipartId: string }
  /** All parts are stored, and are to be put together. */
  | { readonly type: 'completing' }
  /** Its bytes lie in this version of its object; `storageUrl` where that is not its own. The checksum is S3's word. */
  | {
      readonly type: 'completed';
      readonly versionId: string;
      readonly checksum?: Checksum;
      readonly storageUrl?: string;
      /** What S3 stores, where its client told no size. */
      readonly sizeBytes?: number;
      readonly partCount?: number;
    }
  /** The content it was to share is not stored any more: its bytes have to be sent. */
  | { readonly type: 'unshared' }
  | { readonly type: 'aborted' }
  /** Nobody sent its bytes in time. */
  | { readonly type: 'expired' }
  /** Its bytes can never come together. */
  | { readonly type: 'failed'; readonly reason: UploadFailure }
  /** Somebody looked whether it goes on: the status stays, the next look is later or never. */
  | { readonly type: 'looked' };

export type UploadDecision =
  | { readonly outcome: 'changed'; readonly upload: Upload; readonly facts: readonly Fact[] }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly code: Extract<ErrorCode, 'state_conflict' | 'upload_expired'> };

const UNCHANGED: UploadDecision = { outcome: 'unchanged' };
const CONFLICT: UploadDecision = { outcome: 'refused', code: 'state_conflict' };
const EXPIRED: UploadDecision = { outcome: 'refused', code: 'upload_expired' };

/**
 * What becomes of an upload when something happens at `now` (RFC 3339):
 * `pending -> uploading -> completing -> completed`, and from each but the last to `aborted`, `expired` or `failed`.
 * Pure and total. A repeat is `unchanged`; what would leave an end is `refused`.
 */
export function decideUpload(upload: Upload, event: UploadEvent, now: string): UploadDecision {
  switch (event.type) {
    case 'opened':
      return open(upload, event.multipartId, now);
    case 'completing':
      return startCompleting(upload, now);
    case 'completed':
      return complete(upload, event, now);
    case 'unshared':
      return unshare(upload, now);
    case 'aborted':
    case 'expired':
    case 'failed':
      return end(upload, event, now);
    case 'looked':
      return look(upload, now);
  }
}

/** Given up, by whomever: what arrives for it now is removed. */
export function isClosed({ status }: Pick<Upload, 'status'>): boolean {
  return status === 'aborted' || status === 'expired' || status === 'failed';
}

/** Whether an upload takes no more bytes, and why: its end, or the time. */
export function refuseBytes({ status, expiresAt }: Pick<Upload, 'status' | 'expiresAt'>, now: string) {
  if (status === 'expired') return 'upload_expired';
  if (status === 'completed' || status === 'aborted' || status === 'failed') return 'state_conflict';
  return Date.parse(expiresAt) <= Date.parse(now) ? 'upload_expired' : undefined;
}

function open(upload: Upload, multipartId: string, now: string): UploadDecision {
  const code = refuseBytes(upload, now);
  if (code !== undefined) return { outcome: 'refused', code };
  if (upload.multipartId !== undefined) return UNCHANGED;
  if (upload.strategy !== 'multipart' || upload.status !== 'pending') return CONFLICT;
  return changed(upload, { multipartId, status: 'uploading' }, now);
}

function startCompleting(upload: Upload, now: string): UploadDecision {
  // What is being put together already was complete in time.
  if (upload.status === 'completing') return UNCHANGED;
  const code = refuseBytes(upload, now);
  if (code !== undefined) return { outcome: 'refused', code };
  return upload.status === 'uploading' ? changed(upload, { status: 'completing' }, now) : CONFLICT;
}

type Completed = Extract<UploadEvent, { type: 'completed' }>;

/** Bytes that are there count, however late somebody noticed. The first version that is seen is the one. */
function complete(upload: Upload, event: Completed, now: string): UploadDecision {
  const { versionId, checksum, storageUrl } = event;
  if (upload.status === 'completed') return upload.versionId === versionId ? UNCHANGED : CONFLICT;
  if (isClosed(upload)) return upload.status === 'expired' ? EXPIRED : CONFLICT;
  const measured = measure(upload, event);
  const { uploadId: upload_id, fileId: file_id, sizeBytes: size_bytes } = { ...upload, ...measured };
  const known = { ...(checksum && { checksum }), ...(storageUrl !== undefined && { storageUrl }) };
  return changed(upload, { versionId, ...known, ...measured, status: 'completed' }, now, [
    { type: 'upload.completed', payload: { schema_version: 1, upload_id, file_id, size_bytes } },
  ]);
}

/** Of an upload nobody knew the size of: what it turned out to be. */
function measure({ sizing }: Upload, { sizeBytes, partCount = 1 }: Completed): Partial<Upload> {
  if (sizing !== 'at_most' || sizeBytes === undefined) return {};
  return { sizeBytes, partCount, partSize: Math.ceil(sizeBytes / partCount) };
}

function unshare(upload: Upload, now: string): UploadDecision {
  return upload.strategy === 'deduplicated' && upload.status === 'completing'
    ? changed(upload, { ...planParts(upload.sizeBytes), status: 'pending' }, now)
    : UNCHANGED;
}

type End = Extract<UploadEvent, { type: 'aborted' | 'expired' | 'failed' }>;

function end(upload: Upload, event: End, now: string): UploadDecision {
  if (isClosed(upload)) return UNCHANGED;
  if (upload.status === 'completed') return CONFLICT;
  if (event.type === 'expired' && Date.parse(upload.expiresAt) > Date.parse(now)) return UNCHANGED;
  const reason = event.type === 'failed' && { reason: event.reason };
  return changed(upload, { status: event.type, ...reason }, now, [factOf(event, upload.uploadId)]);
}

function factOf(event: End, upload_id: string): Fact {
  const payload = { schema_version: 1, upload_id } as const;
  return event.type === 'failed'
    ? { type: 'upload.failed', payload: { ...payload, reason: event.reason } }
    : { type: `upload.${event.type}`, payload };
}

/** Nobody else sees this one: it is no news of the upload, and so `updatedAt` stays. */
function look(upload: Upload, now: string): UploadDecision {
  return upload.lookAt === undefined ? UNCHANGED : { outcome: 'changed', upload: lookedAt(upload, now), facts: [] };
}

function changed(upload: Upload, change: Partial<Upload>, now: string, facts: readonly Fact[] = []): UploadDecision {
  return { outcome: 'changed', upload: scheduleLook({ ...upload, ...change, updatedAt: now }), facts };
}
