import { MAX_PARTS_PER_CALL } from '@sluice/contracts';
import type { UploadDeps } from './deps.ts';
import type { SignedRequest } from './object-storage.ts';
import { sizeOfPart } from './plan-parts.ts';
import type { Upload } from './upload-record.ts';

export type SignedUploadPart = SignedRequest & { readonly n: number; readonly sizeBytes: number };

/** Long enough for a slow line, short enough that a leaked URL is soon worthless. */
export const URL_LIFE_SECONDS = 3600;

/**
 * Signed requests for the given parts, in order. A multipart upload must exist in S3 already. Parts of one may be sent
 * again in any case; `mayReplace` says so for a single PUT, which then needs no header of ours.
 */
export async function signUpload(
  { storage }: Pick<UploadDeps, 'storage'>,
  upload: Upload,
  numbers: readonly number[],
  options: { readonly mayReplace?: boolean } = {},
): Promise<SignedUploadPart[]> {
  const parts = numbers.map((n) => ({ n, sizeBytes: sizeOfPart(upload, n) }));
  if (upload.multipartId === undefined) {
    const { objectKey: key, sizeBytes, checksum } = upload;
    const signed = await storage.signPut({ key, sizeBytes, checksum, expiresInSeconds: URL_LIFE_SECONDS, ...options });
    return parts.map((part) => ({ ...part, ...signed }));
  }
  const { objectKey: key, multipartId } = upload;
  const signed = await storage.signParts({ key, multipartId, parts, expiresInSeconds: URL_LIFE_SECONDS });
  return signed.flatMap((request, index) => {
    const part = parts[index];
    return part ? [{ ...part, ...request }] : [];
  });
}

/** The parts an answer carries unasked: as many as one call may. */
export function firstParts(upload: Upload): number[] {
  return Array.from({ length: Math.min(upload.partCount, MAX_PARTS_PER_CALL) }, (_, index) => index + 1);
}
