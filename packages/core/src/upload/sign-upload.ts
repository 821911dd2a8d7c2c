import { MAX_PARTS_PER_CALL } from '@sluice/contracts';
import type { UploadDeps } from './deps.ts';
import type { PartsToSign, SignedForm, SignedRequest } from './object-storage.ts';
import { sizeOfPart } from './plan-parts.ts';
import type { Upload } from './upload-record.ts';

export type SignedUploadPart = SignedRequest & { readonly n: number; readonly sizeBytes: number };

/** What clients say of parts before they are signed: the checksum of each, by its number. */
export type PartChecksums = ReadonlyMap<number, string>;

/** Long enough for a slow line, short enough that a leaked URL is soon worthless. */
export const URL_LIFE_SECONDS = 3600;

type SignOptions = { readonly mayReplace?: boolean; readonly checksums?: PartChecksums };

/**
 * Signed requests for the given parts, in order. A multipart upload must exist in S3 already. Parts of one may be sent
 * again in any case; `mayReplace` says so for a single PUT, which then needs no header of ours.
 */
export async function signUpload(
  { storage }: Pick<UploadDeps, 'storage'>,
  upload: Upload,
  numbers: readonly number[],
  { mayReplace, checksums }: SignOptions = {},
): Promise<SignedUploadPart[]> {
  if (upload.multipartId === undefined) {
    const { objectKey: key, sizeBytes } = upload;
    const checksum = upload.checksum && { ...upload.checksum, ...valueIn(checksums) };
    const signed = await storage.signPut({ key, sizeBytes, checksum, expiresInSeconds: URL_LIFE_SECONDS, mayReplace });
    return numbers.map((n) => ({ n, sizeBytes, ...signed }));
  }
  const request = partsToSign(upload, upload.multipartId, numbers, checksums);
  const signed = await storage.signParts(request);
  return signed.flatMap((one, index) => {
    const part = request.parts[index];
    return part ? [{ n: part.n, sizeBytes: sizeOfPart(upload, part.n), ...one }] : [];
  });
}

function valueIn(checksums: PartChecksums | undefined): { value?: string } {
  const value = checksums?.get(1);
  return value === undefined ? {} : { value };
}

/** The form of an upload of one request: of exactly its bytes. */
export function signForm({ storage }: Pick<UploadDeps, 'storage'>, upload: Upload): Promise<SignedForm> {
  const { objectKey: key, sizeBytes, checksum } = upload;
  return storage.signPost({
    key,
    minBytes: sizeBytes,
    maxBytes: sizeBytes,
    checksum,
    expiresInSeconds: URL_LIFE_SECONDS,
  });
}

/** What the storage is to sign for parts of a multipart upload. */
export function partsToSign(
  upload: Upload,
  multipartId: string,
  numbers: readonly number[],
  checksums?: PartChecksums,
): PartsToSign {
  return {
    key: upload.objectKey,
    multipartId,
    parts: numbers.map((n) => ({ n, sizeBytes: sizeOfPart(upload, n), checksum: checksums?.get(n) })),
    algorithm: upload.checksum?.algorithm,
    expiresInSeconds: URL_LIFE_SECONDS,
  };
}

/** The parts an answer carries unasked: as many as one call may. Whose checksums are asked for cannot be signed yet. */
export function firstParts(upload: Upload): number[] {
  if (upload.multipartId !== undefined && upload.checksum !== undefined) {
    return [];
  }
  return Array.from({ length: Math.min(upload.partCount, MAX_PARTS_PER_CALL) }, (_, index) => index + 1);
}
