import { changeUpload, type UploadDeps } from './deps.ts';
import type { Upload } from './upload-record.ts';

/**
 * Makes sure that S3 knows a multipart upload. The row comes first and S3 second, so that a crash in between leaves a row
 * the next call completes, never parts nobody owns; of two calls at once one wins and the other's is aborted.
 */
export async function openMultipart(
  deps: Pick<UploadDeps, 'uploads' | 'storage' | 'clock'>,
  upload: Upload,
): Promise<Upload> {
  if (upload.strategy !== 'multipart' || upload.multipartId !== undefined) {
    return upload;
  }
  const multipartId = await deps.storage.createMultipart(upload.objectKey, upload.checksum?.algorithm);
  const { record } = await changeUpload(deps)({
    key: { tenantId: upload.tenantId, id: upload.uploadId },
    cause: { correlationId: upload.correlationId, userId: upload.ownerId, priority: upload.priority },
    decide: (current, at) =>
      current === undefined || current.multipartId !== undefined || current.status !== 'pending'
        ? undefined
        : { record: { ...current, multipartId, status: 'uploading', updatedAt: at.occurredAt }, facts: [] },
  });
  if (record?.multipartId !== multipartId) {
    await deps.storage.abortMultipart({ key: upload.objectKey, multipartId });
  }
  return record ?? upload;
}
