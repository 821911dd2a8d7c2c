import { RefusedError } from '../runtime/index.ts';
import type { Caller, UploadDeps } from './deps.ts';
import { endUpload } from './end-upload.ts';
import { findUpload } from './find-upload.ts';

/** Gives an upload up and removes what is stored of it. A repeat is fine. Throws NotFoundError, RefusedError `state_conflict` once completed. */
export function createAbortUpload(deps: UploadDeps) {
  return async (caller: Caller, uploadId: string): Promise<void> => {
    const found = await findUpload(deps, caller, uploadId);
    const { correlationId, userId } = caller;
    const { outcome, upload } = await endUpload(deps, found, { type: 'aborted' }, { correlationId, userId });
    if (outcome === 'refused') {
      throw new RefusedError('state_conflict', `upload ${uploadId} is completed: its file is ${upload.fileId}`);
    }
  };
}
