import type { Versioned } from '../history/index.ts';
import type { Arrived } from './arrived.ts';
import { isClosed } from './decide-upload.ts';
import type { UploadDeps } from './deps.ts';
import { moveUpload } from './move-upload.ts';
import type { Upload } from './upload-record.ts';

export type FinishDeps = Pick<UploadDeps, 'uploads' | 'storage' | 'quotas' | 'clock' | 'registerFile' | 'lifecycle'>;
export type Finished = { readonly outcome: 'finished' | 'superseded' | 'closed'; readonly upload: Upload };

/**
 * The bytes are there: claims this version of the object for the upload, puts the file into the catalog and starts its
 * flow. Whoever comes first, the client's complete or S3's event, does it; the second finds everything done.
 * `superseded`: another version was claimed before; `closed`: the upload was given up.
 */
export async function finishUpload(
  deps: FinishDeps,
  found: Upload,
  { versionId, checksum, sizeBytes, partCount }: Arrived,
  known?: Versioned<Upload>,
): Promise<Finished> {
  const event = {
    type: 'completed',
    versionId,
    ...(checksum && { checksum }),
    ...(sizeBytes !== undefined && { sizeBytes }),
    ...(partCount !== undefined && { partCount }),
  } as const;
  // What was claimed stays claimed, and so nothing newer needs to be read to say so.
  const moved = isClaimed(found, versionId)
    ? ({ outcome: 'unchanged', upload: found } as const)
    : await moveUpload(deps, found, event, known && { known });
  const { upload } = moved;
  if (isClosed(upload)) {
    return { outcome: 'closed', upload };
  }
  if (upload.versionId !== versionId) {
    return { outcome: 'superseded', upload };
  }
  await Promise.all([
    moved.outcome === 'changed' && deps.quotas.settle(upload.tenantId, found.sizeBytes - upload.sizeBytes),
    startFile(deps, upload, { isRepeat: moved.outcome === 'unchanged' }),
  ]);
  return { outcome: 'finished', upload };
}

function isClaimed({ status, versionId }: Upload, by: string): boolean {
  return status === 'completed' && versionId === by;
}

/**
 * Puts the file of a completed upload into the catalog and starts its flow, once however often it is asked for. A repeat
 * looks first whether the file is there, as it nearly always is.
 */
export async function startFile(
  deps: Pick<FinishDeps, 'storage' | 'registerFile' | 'lifecycle'>,
  upload: Upload,
  { isRepeat = false }: { readonly isRepeat?: boolean } = {},
): Promise<Upload> {
  const { tenantId, fileId, version, correlationId, ownerId: userId, priority, versionId, storageUrl } = upload;
  if (versionId !== undefined) {
    const storage = { storageUrl: storageUrl ?? deps.storage.urlOf(upload.objectKey), versionId };
    await deps.registerFile({ upload, storage, isRepeat });
    await deps.lifecycle.start({ tenantId, fileId, version, run: 1, correlationId, userId, priority });
  }
  return upload;
}
