import { RefusedError } from '../runtime/index.ts';
import type { Arrived } from './arrived.ts';
import type { EndDeps } from './end-upload.ts';
import { failTooLarge, isTooLarge } from './fail-upload.ts';
import { listAllParts } from './list-all-parts.ts';
import type { StoredPart } from './object-storage.ts';
import { sizeOfPart } from './plan-parts.ts';
import { type ClaimedPart, selectParts } from './select-parts.ts';
import { missingParts, storedObject } from './stored-object.ts';
import type { Upload } from './upload-record.ts';

/**
 * `gone`: S3 has let go of the parts: put together, aborted or forgotten. `elsewhere`: the object is there without our
 * parts, put by a client with credentials of its own.
 */
export type FoundParts = readonly StoredPart[] | 'gone' | 'elsewhere';

/**
 * Every part of an upload as S3 lists it, once all are there; where only its client knows how it was cut, those it claims.
 * Throws RefusedError `missing_parts`, `size_mismatch`.
 */
export async function findAllParts(
  deps: Pick<EndDeps, 'storage'>,
  upload: Upload,
  claimed?: readonly ClaimedPart[],
): Promise<FoundParts> {
  if (upload.multipartId === undefined) {
    throw missingParts([1], upload);
  }
  const parts = await listAllParts(deps, upload.objectKey, upload.multipartId);
  if (parts === 'gone') {
    return parts;
  }
  if (upload.sizing === 'at_most') {
    return selectParts(parts, claimed);
  }
  const absent = absentParts(parts, upload);
  if (absent.length === 0) {
    return parts;
  }
  if ((await deps.storage.head(upload.objectKey)) === undefined) {
    throw missingParts(absent, upload);
  }
  return 'elsewhere';
}

/**
 * Puts the parts together and answers the object they became, whoever did it. Throws as `findAllParts` does, and
 * RefusedError `checksum_mismatch`.
 */
export async function assembleParts(deps: EndDeps, upload: Upload, parts: FoundParts): Promise<Arrived> {
  const { objectKey: key, multipartId = '', checksum } = upload;
  if (parts === 'gone') {
    return storedObject(deps, upload);
  }
  if (parts === 'elsewhere') {
    return withoutParts(deps, upload);
  }
  // Of a declared size S3 is told that, so that more parts than declared are refused.
  const sizeBytes =
    upload.sizing === 'at_most' ? parts.reduce((sum, part) => sum + part.sizeBytes, 0) : upload.sizeBytes;
  if (isTooLarge(upload, { sizeBytes })) {
    throw await failTooLarge(deps, upload, sizeBytes);
  }
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
    case 'exists':
      // The key is this upload's alone: another call completed it a moment ago, and what is left here are its parts.
      return withoutParts(deps, upload);
  }
}

/** The object; what is left of our parts is given up once that is known to be right. */
async function withoutParts(deps: EndDeps, upload: Upload): Promise<Arrived> {
  const object = await storedObject(deps, upload);
  await deps.storage.abortMultipart({ key: upload.objectKey, multipartId: upload.multipartId ?? '' });
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
