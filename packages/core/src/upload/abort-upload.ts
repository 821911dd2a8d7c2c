import { RefusedError } from '../runtime/index.ts';
import { type Caller, changeUpload, type UploadDeps } from './deps.ts';
import { findUpload } from './find-upload.ts';
import { forgetKnownContent } from './take-known-content.ts';

/** Gives an upload up and removes what is stored of it. A repeat is fine. Throws NotFoundError, RefusedError `state_conflict` once completed. */
export function createAbortUpload(deps: UploadDeps) {
  return async (caller: Caller, uploadId: string): Promise<void> => {
    const upload = await findUpload(deps, caller, uploadId);
    const { record = upload } = await changeUpload(deps)({
      key: { tenantId: caller.tenantId, id: uploadId },
      dedupeKey: 'aborted',
      cause: { ...caller, priority: upload.priority },
      decide: (current, at) =>
        current === undefined || current.status === 'completed' || current.status === 'aborted'
          ? undefined
          : {
              record: { ...current, status: 'aborted', updatedAt: at.occurredAt },
              facts: [{ type: 'upload.aborted', payload: { schema_version: 1, upload_id: uploadId } }],
            },
    });
    if (record.status === 'completed') {
      throw new RefusedError('state_conflict', `upload ${uploadId} is completed: its file is ${record.fileId}`);
    }
    await forgetKnownContent(deps, record);
    // The row is closed first: bytes that arrive from now on are removed by whoever sees their event.
    if (record.multipartId !== undefined) {
      await deps.storage.abortMultipart({ key: record.objectKey, multipartId: record.multipartId });
    }
    const leftover = await deps.storage.head(record.objectKey);
    if (leftover !== undefined) {
      await deps.storage.remove({ key: record.objectKey, versionId: leftover.versionId });
    }
  };
}
