import { mayTouch } from '../access/index.ts';
import type { Versioned } from '../history/index.ts';
import { NotFoundError, RefusedError } from '../runtime/index.ts';
import { refuseBytes } from './decide-upload.ts';
import type { Caller, UploadDeps } from './deps.ts';
import type { Upload } from './upload-record.ts';

type Finder = Pick<Caller, 'tenantId' | 'userId' | 'seesAll' | 'token'>;

/** The caller's upload. Somebody else's and none at all look alike: NotFoundError. */
export async function findUpload(deps: Pick<UploadDeps, 'uploads'>, caller: Finder, uploadId: string): Promise<Upload> {
  return (await findVersionedUpload(deps, caller, uploadId)).record;
}

/** The same, for who is about to change it. */
export async function findVersionedUpload(
  { uploads }: Pick<UploadDeps, 'uploads'>,
  caller: Finder,
  uploadId: string,
): Promise<Versioned<Upload>> {
  const found = await uploads.load({ tenantId: caller.tenantId, id: uploadId });
  if (!found || !mayFind(caller, found.record)) {
    throw new NotFoundError('upload', uploadId);
  }
  return found;
}

/** Of one upload, or of all that were made with it: a token's caller finds nothing else of who made it. */
export function mayFind(
  { token, userId, seesAll }: Pick<Caller, 'userId' | 'seesAll' | 'token'>,
  { uploadId, ownerId, tokenId }: Upload,
): boolean {
  if (token === undefined) {
    return mayTouch({ userId, seesAll }, ownerId);
  }
  return token.uploadId === undefined ? tokenId === token.tokenId : uploadId === token.uploadId;
}

/** Refuses what can take no more bytes. */
export function assertOpen(upload: Upload, now: number): void {
  const code = refuseBytes(upload, new Date(now).toISOString());
  if (code === 'upload_expired') {
    throw new RefusedError(
      'upload_expired',
      `upload ${upload.uploadId} expired at ${upload.expiresAt}: create a new one`,
    );
  }
  if (code === 'state_conflict') {
    throw new RefusedError('state_conflict', `upload ${upload.uploadId} is ${upload.status}: it takes no more bytes`);
  }
}
