import type { Versioned } from '../history/index.ts';
import { RefusedError } from '../runtime/index.ts';
import type { Arrived } from './arrived.ts';
import { assembleParts, findAllParts } from './assemble-parts.ts';
import { type Caller, queueFor, type UploadDeps } from './deps.ts';
import { assertOpen, findVersionedUpload } from './find-upload.ts';
import { finishUpload } from './finish-upload.ts';
import { moveUpload } from './move-upload.ts';
import { isSettled } from './schedule-look.ts';
import type { ClaimedPart } from './select-parts.ts';
import { storedObject } from './stored-object.ts';
import { takeKnownContent } from './take-known-content.ts';
import type { Upload } from './upload-record.ts';

/**
 * Puts the parts together and lets the file flow. Parts are trusted from S3's list only. A repeat answers the stored
 * result. `claimed` is what its client says it sent, where only that knows how it was cut. Of very many parts the answer is
 * still `completing`: a worker puts them together. Throws NotFoundError, RefusedError `state_conflict`, `upload_expired`,
 * `missing_parts`, `size_mismatch`, `checksum_mismatch`, `file_too_large`.
 */
export function createCompleteUpload(deps: UploadDeps) {
  return async (caller: Caller, uploadId: string, claimed?: readonly ClaimedPart[]): Promise<Upload> => {
    const found = await findVersionedUpload(deps, caller, uploadId);
    if (isSettled(found.record)) {
      return found.record;
    }
    const upload = await takeKnownContent(deps, found.record);
    if (upload.status === 'completed' && upload.versionId !== undefined) {
      return finish(deps, upload, { versionId: upload.versionId });
    }
    const queue = queueFor(deps, upload);
    if (queue && upload.status === 'completing') {
      return upload;
    }
    if (upload.status !== 'completing') {
      // What was complete in time stays so, though its time may be over meanwhile.
      assertOpen(upload, deps.clock());
    }
    if (upload.strategy !== 'multipart') {
      return finish(deps, upload, await storedObject(deps, upload), upload === found.record ? found : undefined);
    }
    const parts = await findAllParts(deps, upload, claimed);
    if (typeof parts === 'string') {
      return finish(deps, upload, await assembleParts(deps, upload, parts));
    }
    const moved = await moveUpload(deps, upload, { type: 'completing' });
    if (queue && moved.upload.status === 'completing') {
      if (moved.outcome === 'changed') {
        await queue.send(moved.upload);
      }
      return moved.upload;
    }
    return finish(deps, upload, await assembleParts(deps, upload, parts));
  };
}

async function finish(deps: UploadDeps, upload: Upload, arrived: Arrived, known?: Versioned<Upload>): Promise<Upload> {
  const finished = await finishUpload(deps, upload, arrived, known);
  if (finished.outcome === 'closed') {
    throw new RefusedError(
      'state_conflict',
      `upload ${upload.uploadId} is ${finished.upload.status}: create a new one`,
    );
  }
  return finished.upload;
}
