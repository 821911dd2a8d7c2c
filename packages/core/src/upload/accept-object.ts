import { areSameBytes } from './arrived.ts';
import type { EndDeps } from './end-upload.ts';
import { failTooLarge, isTooLarge } from './fail-upload.ts';
import { type FinishDeps, finishUpload } from './finish-upload.ts';
import { moveUpload } from './move-upload.ts';
import { isSettled } from './schedule-look.ts';

export type ArrivedObject = { readonly key: string; readonly versionId: string };

/**
 * `undeclared`: no upload names this key, and so nobody said that it may be removed; `mismatch`: its bytes are not what
 * was declared, so it can be sent again. `superseded` and `closed` as in finishUpload: bytes that nobody will ever read,
 * removed.
 */
export type Acceptance = 'finished' | 'superseded' | 'closed' | 'undeclared' | 'mismatch';

const OBJECT_KEY = /^t\/(?<tenantId>[a-z0-9][a-z0-9-]{0,62})\/(?<uploadId>[0-9a-f-]{36})$/;

/** S3 says that an object arrived: doubled, late or out of order makes no difference. */
export function createAcceptObject(deps: FinishDeps & EndDeps) {
  return async ({ key, versionId }: ArrivedObject): Promise<Acceptance> => {
    const { tenantId, uploadId } = OBJECT_KEY.exec(key)?.groups ?? {};
    if (tenantId === undefined || uploadId === undefined) {
      return 'undeclared';
    }
    const found = await deps.uploads.load({ tenantId, id: uploadId });
    if (found === undefined) {
      return 'undeclared';
    }
    const { record } = found;
    if (record.versionId === versionId && isSettled(record)) {
      return 'finished';
    }
    // Whose bytes were claimed already has nothing to be asked.
    const object = record.versionId === undefined ? await deps.storage.head(key, versionId) : undefined;
    if (!areSameBytes(record.checksum, object?.checksum)) {
      return 'mismatch';
    }
    if (object !== undefined && isTooLarge(record, object)) {
      await failTooLarge(deps, record, object.sizeBytes);
      return 'closed';
    }
    if (object !== undefined && record.multipartId !== undefined) {
      // Put together just now, or put by a client with credentials of its own: no part of ours is needed any more.
      await deps.storage.abortMultipart({ key, multipartId: record.multipartId });
    }
    const { outcome, upload } = await finishUpload(deps, record, object ?? { versionId }, found);
    if (outcome === 'finished') {
      // Its file is there and flows: nobody has to look after the upload any more.
      await moveUpload(deps, upload, { type: 'looked' }, upload === record ? { known: found } : {});
    } else {
      await deps.storage.remove({ key, versionId });
    }
    return outcome;
  };
}
