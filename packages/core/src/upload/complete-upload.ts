import { RefusedError } from '../runtime/index.ts';
import { type Caller, changeUpload, type UploadDeps } from './deps.ts';
import { failTooLarge, isTooLarge } from './fail-upload.ts';
import { assertOpen, findUpload } from './find-upload.ts';
import { type Arrived, assertSameBytes, finishUpload } from './finish-upload.ts';
import { listAllParts } from './list-all-parts.ts';
import type { StoredPart } from './object-storage.ts';
import { sizeOfPart } from './plan-parts.ts';
import { type ClaimedPart, selectParts } from './select-parts.ts';
import { takeKnownContent } from './take-known-content.ts';
import type { Upload } from './upload-record.ts';

/**
 * Puts the parts together and lets the file flow. Parts are trusted from S3's list only. A repeat answers the stored
 * result. `claimed` is what its client says it sent, where only that knows how it was cut. Throws NotFoundError, RefusedError `state_conflict`, `upload_expired`, `missing_parts`, `size_mismatch`,
 * `checksum_mismatch`, `file_too_large`.
 */
export function createCompleteUpload(deps: UploadDeps) {
  return async (caller: Caller, uploadId: string, claimed?: readonly ClaimedPart[]): Promise<Upload> => {
    const upload = await takeKnownContent(deps, await findUpload(deps, caller, uploadId));
    if (upload.status === 'completed' && upload.versionId !== undefined) {
      return finish(deps, upload, { versionId: upload.versionId });
    }
    assertOpen(upload, deps.clock());
    const object =
      upload.strategy === 'single' ? await storedObject(deps, upload) : await assemble(deps, upload, claimed);
    return finish(deps, upload, object);
  };
}

async function finish(deps: UploadDeps, upload: Upload, arrived: Arrived): Promise<Upload> {
  const finished = await finishUpload(deps, upload, arrived);
  if (finished.outcome === 'closed') {
    throw new RefusedError(
      'state_conflict',
      `upload ${upload.uploadId} is ${finished.upload.status}: create a new one`,
    );
  }
  return finished.upload;
}

/** The object as it lies there: the client's single PUT, or what a `complete` whose answer was lost left. */
async function storedObject(deps: UploadDeps, upload: Upload): Promise<Arrived> {
  const object = await deps.storage.head(upload.objectKey);
  if (object === undefined) {
    throw missing([1], upload);
  }
  if (isTooLarge(upload, object)) {
    throw await failTooLarge(deps, upload, object.sizeBytes);
  }
  if (upload.sizing !== 'at_most' && object.sizeBytes !== upload.sizeBytes) {
    throw new RefusedError('size_mismatch', `${object.sizeBytes} bytes are stored, ${upload.sizeBytes} were declared`);
  }
  assertSameBytes(upload.checksum, object.checksum);
  return object;
}

async function assemble(deps: UploadDeps, upload: Upload, claimed?: readonly ClaimedPart[]): Promise<Arrived> {
  const { objectKey: key, multipartId, checksum } = upload;
  if (multipartId === undefined) {
    throw missing([1], upload);
  }
  const stored = await listAllParts(deps, key, multipartId);
  if (stored === 'gone') {
    return storedObject(deps, upload);
  }
  const isOpenEnded = upload.sizing === 'at_most';
  const absent = isOpenEnded ? [] : absentParts(stored, upload);
  if (absent.length > 0) {
    return storedElsewhere(deps, upload, multipartId, absent);
  }
  const parts = isOpenEnded ? selectParts(stored, claimed) : stored;
  // Of a declared size S3 is told that, so that more parts than declared are refused.
  const sizeBytes = isOpenEnded ? parts.reduce((sum, part) => sum + part.sizeBytes, 0) : upload.sizeBytes;
  if (isTooLarge(upload, { sizeBytes })) {
    throw await failTooLarge(deps, upload, sizeBytes);
  }
  await markCompleting(deps, upload);
  const result = await deps.storage.completeMultipart({ key, multipartId, parts, sizeBytes, checksum });
  switch (result.outcome) {
    case 'completed':
      return { ...result, sizeBytes, partCount: parts.length };
    case 'gone':
      return storedObject(deps, upload);
    case 'mismatch':
      throw new RefusedError(
        'checksum_mismatch',
        `the stored bytes do not have the ${checksum?.algorithm} ${checksum?.value}: send the parts that differ again`,
        [{ pointer: '/checksum/value', detail: 'not of the stored bytes' }],
      );
    case 'exists': {
      // The key is this upload's alone: another call completed it a moment ago, and what is left here are its parts.
      const object = await storedObject(deps, upload);
      await deps.storage.abortMultipart({ key, multipartId });
      return object;
    }
  }
}

/** A client with credentials of its own puts the object without our parts: what is left of those is given up first. */
async function storedElsewhere(
  deps: UploadDeps,
  upload: Upload,
  multipartId: string,
  absent: readonly number[],
): Promise<Arrived> {
  if ((await deps.storage.head(upload.objectKey)) === undefined) {
    throw missing(absent, upload);
  }
  const object = await storedObject(deps, upload);
  await deps.storage.abortMultipart({ key: upload.objectKey, multipartId });
  return object;
}

/** The numbers of parts that are not stored. Throws RefusedError `size_mismatch` when one has other bytes than it should. */
function absentParts(parts: readonly StoredPart[], upload: Upload): number[] {
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
  return absent;
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
