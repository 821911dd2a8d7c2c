import { RefusedError } from '../runtime/index.ts';
import { type Caller, changeUpload, type UploadDeps } from './deps.ts';
import { assertOpen, findUpload } from './find-upload.ts';
import { finishUpload } from './finish-upload.ts';
import { listAllParts } from './list-all-parts.ts';
import type { StoredPart } from './object-storage.ts';
import { sizeOfPart } from './plan-parts.ts';
import { takeKnownContent } from './take-known-content.ts';
import type { Upload } from './upload-record.ts';

/**
 * Puts the parts together and lets the file flow. Parts are trusted from S3's list only. A repeat answers the stored
 * result. Throws NotFoundError, RefusedError `state_conflict`, `upload_expired`, `missing_parts`, `size_mismatch`.
 */
export function createCompleteUpload(deps: UploadDeps) {
  return async (caller: Caller, uploadId: string): Promise<Upload> => {
    const upload = await takeKnownContent(deps, await findUpload(deps, caller, uploadId));
    if (upload.status === 'completed' && upload.versionId !== undefined) {
      return finish(deps, upload, upload.versionId);
    }
    assertOpen(upload, deps.clock());
    const versionId = upload.strategy === 'single' ? await storedVersion(deps, upload) : await assemble(deps, upload);
    return finish(deps, upload, versionId);
  };
}

async function finish(deps: UploadDeps, upload: Upload, versionId: string): Promise<Upload> {
  const finished = await finishUpload(deps, upload, versionId);
  if (finished.outcome === 'closed') {
    throw new RefusedError(
      'state_conflict',
      `upload ${upload.uploadId} is ${finished.upload.status}: create a new one`,
    );
  }
  return finished.upload;
}

/** The object as it lies there: the client's single PUT, or what a `complete` whose answer was lost left. */
async function storedVersion(deps: UploadDeps, upload: Upload): Promise<string> {
  const object = await deps.storage.head(upload.objectKey);
  if (object === undefined) {
    throw missing([1], upload);
  }
  if (object.sizeBytes !== upload.sizeBytes) {
    throw new RefusedError('size_mismatch', `${object.sizeBytes} bytes are stored, ${upload.sizeBytes} were declared`);
  }
  return object.versionId;
}

async function assemble(deps: UploadDeps, upload: Upload): Promise<string> {
  const { objectKey: key, multipartId, sizeBytes } = upload;
  if (multipartId === undefined) {
    throw missing([1], upload);
  }
  const parts = await listAllParts(deps, key, multipartId);
  if (parts === 'gone') {
    return storedVersion(deps, upload);
  }
  assertComplete(parts, upload);
  await markCompleting(deps, upload);
  const result = await deps.storage.completeMultipart({ key, multipartId, parts, sizeBytes });
  switch (result.outcome) {
    case 'completed':
      return result.versionId;
    case 'gone':
      return storedVersion(deps, upload);
    case 'exists': {
      // The key is this upload's alone: another call completed it a moment ago, and what is left here are its parts.
      const versionId = await storedVersion(deps, upload);
      await deps.storage.abortMultipart({ key, multipartId });
      return versionId;
    }
  }
}

function assertComplete(parts: readonly StoredPart[], upload: Upload): void {
  const stored = new Map(parts.map((part) => [part.n, part]));
  const absent: number[] = [];
  for (let n = 1; n <= upload.partCount; n += 1) {
    const part = stored.get(n);
    const size = sizeOfPart(upload, n);
    if (part === undefined) {
      absent.push(n);
    } else if (part.sizeBytes !== size) {
      throw new RefusedError('size_mismatch', `part ${n} has ${part.sizeBytes} bytes, not ${size}: upload it again`);
    }
  }
  if (absent.length > 0) {
    throw missing(absent, upload);
  }
}

/** Enough numbers to act on, few enough to read. */
const NAMED_PARTS = 100;

function missing(numbers: readonly number[], upload: Upload): RefusedError {
  const named = numbers.slice(0, NAMED_PARTS);
  return new RefusedError(
    'missing_parts',
    `${numbers.length} of ${upload.partCount} parts are not stored yet: upload them and complete again`,
    named.map((n) => ({ pointer: `/parts/${n}`, detail: `part ${n} is not stored` })),
  );
}

async function markCompleting(
  deps: UploadDeps,
  { tenantId, uploadId, correlationId, ownerId, priority }: Upload,
): Promise<void> {
  await changeUpload(deps)({
    key: { tenantId, id: uploadId },
    cause: { correlationId, userId: ownerId, priority },
    decide: (current, at) =>
      current?.status === 'uploading'
        ? { record: { ...current, status: 'completing', updatedAt: at.occurredAt }, facts: [] }
        : undefined,
  });
}
