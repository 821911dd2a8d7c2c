import type { RecordKey } from '../history/index.ts';
import { areSameBytes } from './arrived.ts';
import { type AssembleDeps, assembleUpload } from './assemble-upload.ts';
import { clearAway } from './clear-away.ts';
import { isClosed } from './decide-upload.ts';
import { queueFor, type UploadDeps } from './deps.ts';
import { endUpload } from './end-upload.ts';
import { finishUpload } from './finish-upload.ts';
import { moveUpload } from './move-upload.ts';
import { takeKnownContent } from './take-known-content.ts';
import type { Upload } from './upload-record.ts';

export type LookAfterDeps = AssembleDeps & Pick<UploadDeps, 'assembly' | 'assembleInQueueAbove'>;

/**
 * What became of an upload somebody looked at. `recovered`: its bytes were there and its file flows now; `cleared`: it was
 * given up, and what was left of it is removed; `waiting`: its client may still send; `settled`: nothing was to be done.
 */
export type Look = 'recovered' | 'expired' | 'failed' | 'cleared' | 'waiting' | 'settled';

/** Who puts parts together has so long before somebody else does it; longer where a worker does, whose queue tries again. */
const ASSEMBLY_TAKES_MS = 60_000;
const ASSEMBLY_IN_QUEUE_TAKES_MS = 20 * 60_000;

/** Sees to one upload that is due: finishes what S3's event should have, and ends what nobody will finish. Twice is fine. */
export function createLookAfterUpload(deps: LookAfterDeps) {
  return async (key: RecordKey): Promise<Look> => {
    const upload = (await deps.uploads.load(key))?.record;
    if (upload?.lookAt === undefined || Date.parse(upload.lookAt) > deps.clock()) return 'settled';
    const look = await lookAt(deps, upload);
    await moveUpload(deps, upload, { type: 'looked' });
    return look;
  };
}

async function lookAt(deps: LookAfterDeps, upload: Upload): Promise<Look> {
  if (isClosed(upload)) {
    await clearAway(deps, upload);
    return 'cleared';
  }
  if (upload.versionId !== undefined) {
    await finishUpload(deps, upload, { versionId: upload.versionId });
    return 'recovered';
  }
  if (upload.strategy === 'deduplicated') {
    return (await takeKnownContent(deps, upload)).status === 'completed' ? 'recovered' : 'waiting';
  }
  const object = await deps.storage.head(upload.objectKey);
  if (object !== undefined && areSameBytes(upload.checksum, object.checksum)) {
    const { outcome } = await finishUpload(deps, upload, object);
    return outcome === 'closed' ? 'settled' : 'recovered';
  }
  if (upload.status === 'completing') {
    return reconcileCompleting(deps, upload);
  }
  const { upload: now } = await endUpload(deps, upload, { type: 'expired' });
  return now.status === 'expired' ? 'expired' : 'waiting';
}

async function reconcileCompleting(deps: LookAfterDeps, upload: Upload): Promise<Look> {
  const since = deps.clock() - Date.parse(upload.updatedAt);
  const queue = queueFor(deps, upload);
  if (since < (queue ? ASSEMBLY_IN_QUEUE_TAKES_MS : ASSEMBLY_TAKES_MS)) return 'waiting';
  if (queue) {
    // Minutes of work: a sweep has other uploads to look at.
    await queue.send(upload);
    return 'waiting';
  }
  const assembly = await assembleUpload(deps, upload);
  return assembly === 'finished' ? 'recovered' : assembly === 'failed' ? 'failed' : 'settled';
}
