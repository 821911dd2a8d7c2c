import { RefusedError } from '../runtime/index.ts';
import { changeUpload } from './deps.ts';
import type { FinishDeps } from './finish-upload.ts';
import type { Upload } from './upload-record.ts';

/** Ends an upload whose bytes are more than it may have, and leaves nothing of them. A repeat is fine. */
export async function failTooLarge(deps: FinishDeps, upload: Upload, storedBytes: number): Promise<RefusedError> {
  const { tenantId, uploadId, objectKey: key, multipartId, correlationId, ownerId: userId, priority } = upload;
  await changeUpload(deps)({
    key: { tenantId, id: uploadId },
    cause: { correlationId, userId, priority },
    decide: (current, at) =>
      current === undefined || current.versionId !== undefined || current.status === 'failed'
        ? undefined
        : { record: { ...current, status: 'failed', updatedAt: at.occurredAt }, facts: [] },
  });
  if (multipartId !== undefined) {
    await deps.storage.abortMultipart({ key, multipartId });
  }
  const leftover = await deps.storage.head(key);
  if (leftover !== undefined && leftover.sizeBytes > upload.sizeBytes) {
    await deps.storage.remove({ key, versionId: leftover.versionId });
  }
  return new RefusedError(
    'file_too_large',
    `${storedBytes} bytes were sent, at most ${upload.sizeBytes} are allowed: they are removed`,
  );
}

/** Whether it was sent more than its ceiling. Only where no size was signed can that be. */
export function isTooLarge({ sizing, sizeBytes }: Upload, stored: { readonly sizeBytes: number } | undefined): boolean {
  return sizing === 'at_most' && stored !== undefined && stored.sizeBytes > sizeBytes;
}
