import type { Versioned } from '../history/index.ts';
import { RefusedError } from '../runtime/index.ts';
import { changeUpload, type UploadDeps } from './deps.ts';
import type { Checksum, StoredObject } from './object-storage.ts';
import type { Upload } from './upload-record.ts';

export type FinishDeps = Pick<UploadDeps, 'uploads' | 'storage' | 'clock' | 'registerFile' | 'lifecycle'>;
/** What is to become the file; the checksum is what S3 says of it. */
export type Arrived = Pick<StoredObject, 'versionId' | 'checksum'> & {
  /** Where its client told no size. */
  readonly sizeBytes?: number;
  readonly partCount?: number;
};
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
  arrived: Arrived,
  known?: Versioned<Upload>,
): Promise<Finished> {
  const { versionId, checksum } = arrived;
  const { tenantId, uploadId, fileId, correlationId, ownerId: userId, priority } = upload;
  const { record = upload } = await changeUpload(deps)({
    key: { tenantId, id: uploadId },
    dedupeKey: 'completed',
    cause: { correlationId, userId, priority },
    ...(known && { known }),
    decide(current, at) {
      if (current === undefined || current.versionId !== undefined || isClosed(current)) {
        return undefined;
      }
      const completed: Upload = {
        ...current,
        versionId,
        ...(checksum && { checksum }),
        ...measured(current, arrived),
        status: 'completed',
        updatedAt: at.occurredAt,
      };
      const payload = {
        schema_version: 1,
        upload_id: uploadId,
        file_id: fileId,
        size_bytes: completed.sizeBytes,
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
  return { outcome: 'finished', upload: await startFile(deps, record) };
}

/** Puts the file of a completed upload into the catalog and starts its flow, once however often it is asked for. */
export async function startFile(
  deps: Pick<FinishDeps, 'storage' | 'registerFile' | 'lifecycle'>,
  upload: Upload,
): Promise<Upload> {
  const { tenantId, fileId, version, correlationId, ownerId: userId, priority, versionId, storageUrl } = upload;
  if (versionId !== undefined) {
    const storage = { storageUrl: storageUrl ?? deps.storage.urlOf(upload.objectKey), versionId };
    await deps.registerFile({ upload, storage });
    await deps.lifecycle.start({ tenantId, fileId, version, run: 1, correlationId, userId, priority });
  }
  return upload;
}

/** Of an upload nobody knew the size of: what it turned out to be. */
function measured({ sizing }: Upload, { sizeBytes, partCount = 1 }: Arrived): Partial<Upload> {
  if (sizing !== 'at_most' || sizeBytes === undefined) {
    return {};
  }
  return { sizeBytes, partCount, partSize: Math.ceil(sizeBytes / partCount) };
}

/** Throws RefusedError `checksum_mismatch` when S3 knows that the bytes are others than declared. */
export function assertSameBytes(declared: Checksum | undefined, stored: Checksum | undefined): void {
  if (!areSameBytes(declared, stored)) {
    throw new RefusedError(
      'checksum_mismatch',
      `the stored bytes have the ${stored?.algorithm} ${stored?.value}, not ${declared?.value}: upload them again`,
    );
  }
}

/** Checksums of other algorithms, and of parts, tell nothing of each other. */
export function areSameBytes(declared: Checksum | undefined, stored: Checksum | undefined): boolean {
  const comparable = declared?.value !== undefined && stored?.value !== undefined && !stored.value.includes('-');
  return !comparable || declared.algorithm !== stored.algorithm || declared.value === stored.value;
}

function isClosed({ status }: Upload): boolean {
  return status === 'aborted' || status === 'expired' || status === 'failed';
}
