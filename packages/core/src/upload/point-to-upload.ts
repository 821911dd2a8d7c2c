import { type Caller, holderOf, type UploadDeps } from './deps.ts';
import { UPLOAD_LIFE } from './upload-life.ts';
import type { UploadRequest } from './upload-request.ts';

/** Lets an upload be found by its fingerprint. Before it is there: a pointer to nothing is harmless, one that is missing is not. */
export async function pointToUpload(
  { fingerprints, clock }: Pick<UploadDeps, 'fingerprints' | 'clock'>,
  caller: Caller,
  uploadId: string,
  { fingerprint }: UploadRequest,
): Promise<void> {
  if (fingerprint === undefined) {
    return;
  }
  const key = { tenantId: caller.tenantId, holder: holderOf(caller), fingerprint };
  await fingerprints.point(key, { uploadId, expiresAt: new Date(clock() + UPLOAD_LIFE).toISOString() });
}
