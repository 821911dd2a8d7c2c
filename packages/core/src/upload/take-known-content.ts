import type { UploadDeps } from './deps.ts';
import { type FinishDeps, startFile } from './finish-upload.ts';
import { moveUpload } from './move-upload.ts';
import type { Upload } from './upload-record.ts';

export type TakeDeps = FinishDeps & Pick<UploadDeps, 'knownContents'>;

/**
 * Completes an upload whose content is stored already, without a byte: its file refers to the one object, and flows as
 * any other. Where the object has gone meanwhile the upload becomes an ordinary one. Other uploads are left as they are;
 * a repeat after a crash ends the same.
 */
export async function takeKnownContent(deps: TakeDeps, upload: Upload): Promise<Upload> {
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

async function complete(
  deps: TakeDeps,
  upload: Upload,
  { storageUrl, versionId }: { storageUrl: string; versionId: string },
): Promise<Upload> {
  const moved = await moveUpload(deps, upload, { type: 'completed', storageUrl, versionId });
  if (moved.outcome === 'changed') await deps.quotas.settle(upload.tenantId);
  return moved.upload;
}

async function makeOrdinary(deps: TakeDeps, upload: Upload): Promise<Upload> {
  return (await moveUpload(deps, upload, { type: 'unshared' })).upload;
}
