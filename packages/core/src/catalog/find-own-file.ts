import { mayTouch } from '../access/index.ts';
import type { FileRecord, RecordStore, Versioned } from '../history/index.ts';
import { NotFoundError, RefusedError } from '../runtime/index.ts';
import type { Caller } from '../upload/index.ts';

/**
 * A file that the caller may change: their own, or any for an admin. Everyone in the tenant may see it, so whoever may
 * not is told. Throws NotFoundError, RefusedError `forbidden`.
 */
export async function findOwnFile(
  history: RecordStore<FileRecord>,
  caller: Pick<Caller, 'tenantId' | 'userId' | 'seesAll'>,
  fileId: string,
): Promise<Versioned<FileRecord>> {
  const found = await history.load({ tenantId: caller.tenantId, id: fileId });
  if (found === undefined) {
    throw new NotFoundError('file', fileId);
  }
  if (!mayTouch(caller, found.record.ownerId)) {
    throw new RefusedError('forbidden', `file ${fileId} is somebody else's: its owner or an admin changes it`);
  }
  return found;
}
