import type { Versioned } from '../history/index.ts';
import { changeUpload, type UploadDeps } from './deps.ts';
import type { Upload } from './upload-record.ts';

export type FinishDeps = Pick<UploadDeps, 'uploads' | 'storage' | 'clock' | 'registerFile' | 'lifecycle'>;
export type Finished =
  | { readonly outcome: 'finished'; readonly upload: Upload }
  | { readonly outcome: 'superseded' | 'closed'; readonly upload: Upload };

/**
 * The bytes are there: claims this version of the object for the upload, puts the file into the catalog and starts its
 * flow. Whoever comes first, the client's complete or S3's event, does it; the second finds everything done.
 * `superseded`: another version was claimed before; `closed`: the upload was given up.
 */
export async function finishUpload(
  deps: FinishDeps,
  upload: Upload,
  versionId: string,
  known?: Versioned<Upload>,
): Promise<Finished> {
  const { tenantId, uploadId, fileId, version, correlationId, ownerId: userId, priority } = upload;
  const { record = upload } = await changeUpload(deps)({
    key: { tenantId, id: uploadId },
    dedupeKey: 'completed',
    cause: { correlationId, userId, priority },
    ...(known && { known }),
    decide(current, at) {
      if (current === undefined || current.versionId !== undefined || isClosed(current)) {
        return undefined;
      }
      const completed: Upload = { ...current, versionId, status: 'completed', updatedAt: at.occurredAt };
      const payload = {
        schema_version: 1,
        upload_id: uploadId,
        file_id: fileId,
        size_bytes: upload.sizeBytes,
      } as const;
      return { record: completed, facts: [{ type: 'upload.completed', payload }] };
    },
  });
  if (isClosed(record)) {
    return { outcome: 'closed', upload: record };
  }
  if (record.versionId !== versionId) {
    return { outcome: 'superseded', upload: record };
  }
  await deps.registerFile({ upload: record, storage: { storageUrl: deps.storage.urlOf(record.objectKey), versionId } });
  await deps.lifecycle.start({ tenantId, fileId, version, run: 1, correlationId, userId, priority });
  return { outcome: 'finished', upload: record };
}

function isClosed({ status }: Upload): boolean {
  return status === 'aborted' || status === 'expired' || status === 'failed';
}
