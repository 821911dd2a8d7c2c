import { changeUpload, type UploadDeps } from './deps.ts';
import { startFile } from './finish-upload.ts';
import { planParts } from './plan-parts.ts';
import type { Upload } from './upload-record.ts';

/**
 * Completes an upload whose content is stored already, without a byte: its file refers to the one object, and flows as
 * any other. Where the object has gone meanwhile the upload becomes an ordinary one. Other uploads are left as they are;
 * a repeat after a crash ends the same.
 */
export async function takeKnownContent(deps: UploadDeps, upload: Upload): Promise<Upload> {
  const { knownContents } = deps;
  const referrer = referrerOf(upload);
  if (knownContents === undefined || referrer === undefined) {
    return upload;
  }
  if (upload.status !== 'completing') {
    return upload.status === 'completed' ? startFile(deps, upload) : upload;
  }
  const storage = await knownContents.share(referrer);
  const next = storage === undefined ? await makeOrdinary(deps, upload) : await complete(deps, upload, storage);
  if (next.status === 'aborted' || next.status === 'expired') {
    await knownContents.release(referrer);
  }
  return next.status === 'completed' ? startFile(deps, next) : next;
}

/** Lets go of what an upload that was given up may refer to already. */
export async function forgetKnownContent(
  { knownContents }: Pick<UploadDeps, 'knownContents'>,
  upload: Upload,
): Promise<void> {
  const referrer = referrerOf(upload);
  if (referrer !== undefined) {
    await knownContents?.release(referrer);
  }
}

function referrerOf({ strategy, dedupe, tenantId, sizeBytes, fileId, version }: Upload) {
  return strategy === 'deduplicated' && dedupe !== undefined
    ? { tenantId, sizeBytes, fileId, version, sha256: dedupe.sha256 }
    : undefined;
}

function keyAndCause({ tenantId, uploadId, correlationId, ownerId, priority }: Upload) {
  return { key: { tenantId, id: uploadId }, cause: { correlationId, userId: ownerId, priority } };
}

function isWaiting(upload: Upload | undefined): upload is Upload {
  return upload?.strategy === 'deduplicated' && upload.status === 'completing';
}

async function complete(
  deps: UploadDeps,
  upload: Upload,
  { storageUrl, versionId }: { storageUrl: string; versionId: string },
): Promise<Upload> {
  const { uploadId: upload_id, fileId: file_id, sizeBytes: size_bytes } = upload;
  const { record = upload } = await changeUpload(deps)({
    ...keyAndCause(upload),
    dedupeKey: 'completed',
    decide: (current, { occurredAt }) =>
      isWaiting(current)
        ? {
            record: { ...current, storageUrl, versionId, status: 'completed', updatedAt: occurredAt },
            facts: [{ type: 'upload.completed', payload: { schema_version: 1, upload_id, file_id, size_bytes } }],
          }
        : undefined,
  });
  return record;
}

async function makeOrdinary(deps: UploadDeps, upload: Upload): Promise<Upload> {
  const { record = upload } = await changeUpload(deps)({
    ...keyAndCause(upload),
    decide: (current, { occurredAt }) =>
      isWaiting(current)
        ? {
            record: { ...current, ...planParts(current.sizeBytes), status: 'pending', updatedAt: occurredAt },
            facts: [],
          }
        : undefined,
  });
  return record;
}
