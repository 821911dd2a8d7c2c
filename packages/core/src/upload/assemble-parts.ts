import { RefusedError } from '../runtime/index.ts';
import type { UploadDeps } from './deps.ts';
import { listAllParts } from './list-all-parts.ts';
import type { StoredPart } from './object-storage.ts';
import { sizeOfPart } from './plan-parts.ts';
import { missingParts, storedVersion } from './stored-version.ts';
import type { Upload } from './upload-record.ts';

/**
 * Every part of an upload as S3 lists it, once all are there; `gone` when S3 has let go of them: put together, aborted
 * or forgotten. Throws RefusedError `missing_parts`, `size_mismatch`.
 */
export async function findAllParts(
  deps: Pick<UploadDeps, 'storage'>,
  upload: Upload,
): Promise<readonly StoredPart[] | 'gone'> {
  if (upload.multipartId === undefined) {
    throw missingParts([1], upload);
  }
  const parts = await listAllParts(deps, upload.objectKey, upload.multipartId);
  if (parts !== 'gone') {
    assertComplete(parts, upload);
  }
  return parts;
}

/** Puts the parts together and answers the version of the object they became, whoever did it. Throws as `findAllParts` does. */
export async function assembleParts(
  deps: Pick<UploadDeps, 'storage'>,
  upload: Upload,
  parts: readonly StoredPart[] | 'gone',
): Promise<string> {
  const { objectKey: key, multipartId = '', sizeBytes } = upload;
  if (parts === 'gone') {
    return storedVersion(deps, upload);
  }
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
    throw missingParts(absent, upload);
  }
}
