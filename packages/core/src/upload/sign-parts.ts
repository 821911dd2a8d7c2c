import { RefusedError } from '../runtime/index.ts';
import { assertChecksums } from './assert-checksums.ts';
import type { Caller, UploadDeps } from './deps.ts';
import { assertOpen, findUpload } from './find-upload.ts';
import { openMultipart } from './open-multipart.ts';
import { type PartChecksums, type SignedUploadPart, signUpload } from './sign-upload.ts';
import type { Upload } from './upload-record.ts';

/** Signs the asked parts, again if need be. Throws NotFoundError, RefusedError `invalid_part`, `state_conflict`, `upload_expired`. */
export function createSignParts(deps: UploadDeps) {
  return async (
    caller: Caller,
    uploadId: string,
    numbers: readonly number[],
    checksums?: PartChecksums,
  ): Promise<SignedUploadPart[]> => {
    const upload = await openParts(deps, caller, uploadId, numbers, checksums);
    return signUpload(deps, upload, numbers, { ...(checksums && { checksums }) });
  };
}

/** The upload whose parts may be signed, with its multipart upload opened. Throws as createSignParts does. */
export async function openParts(
  deps: UploadDeps,
  caller: Caller,
  uploadId: string,
  numbers: readonly number[],
  checksums?: PartChecksums,
): Promise<Upload> {
  const upload = await findUpload(deps, caller, uploadId);
  assertOpen(upload, deps.clock());
  assertParts(upload, numbers);
  assertChecksums(upload, numbers, checksums);
  return openMultipart(deps, upload);
}

/** Refuses numbers that this upload has no part for. */
export function assertParts({ partCount }: Upload, numbers: readonly number[]): void {
  const outOfRange = numbers.filter((n) => n < 1 || n > partCount);
  if (outOfRange.length > 0) {
    throw new RefusedError(
      'invalid_part',
      `part ${outOfRange[0]} does not exist; this upload has parts 1 to ${partCount}`,
      [{ pointer: '/parts', detail: `no part ${outOfRange.join(', ')}` }],
    );
  }
}
