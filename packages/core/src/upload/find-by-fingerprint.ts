import { type Caller, holderOf, type UploadDeps } from './deps.ts';
import { mayFind } from './find-upload.ts';
import type { Upload } from './upload-record.ts';

/** A file is seldom begun more often than that. */
const MAX_FOUND = 50;
const OPEN: ReadonlySet<Upload['status']> = new Set(['pending', 'uploading', 'completing']);

/** The caller's own uploads of a file that can still be gone on with, newest first, at most 50. */
export function createFindByFingerprint({
  uploads,
  fingerprints,
  clock,
}: Pick<UploadDeps, 'uploads' | 'fingerprints' | 'clock'>) {
  return async (caller: Caller, fingerprint: string): Promise<Upload[]> => {
    const { tenantId } = caller;
    const ids = await fingerprints.find({ tenantId, holder: holderOf(caller), fingerprint }, MAX_FOUND);
    const found = await uploads.loadMany(ids.map((id) => ({ tenantId, id })));
    return found.flatMap((one) => {
      const upload = one?.record;
      const isOpen = upload !== undefined && OPEN.has(upload.status) && Date.parse(upload.expiresAt) > clock();
      return isOpen && mayFind(caller, upload) ? [upload] : [];
    });
  };
}
