import type { FileRecord } from '../history/index.ts';
import { NotFoundError, RefusedError } from '../runtime/index.ts';
import type { Caller } from '../upload/index.ts';
import type { DeleteDeps } from './delete-file.ts';
import { findOwnFile } from './find-own-file.ts';

/**
 * Makes a deleted file what it was, and answers it; one that is not deleted is left as it is. Throws NotFoundError,
 * RefusedError `forbidden`, `state_conflict` once it is purged.
 */
export function createRestoreFile({ history, append }: DeleteDeps) {
  return async (caller: Caller, fileId: string): Promise<FileRecord> => {
    const found = await findOwnFile(history, caller, fileId);
    const { record } = await append({
      key: { tenantId: caller.tenantId, id: fileId },
      dedupeKey: `restored#${found.version}`,
      cause: { ...caller, priority: found.record.priority },
      known: found,
      decide(file = found.record) {
        if (file.status === 'purged') {
          throw new RefusedError('state_conflict', `file ${fileId} is purged: there is nothing to restore`);
        }
        return file.status === 'deleted'
          ? [{ type: 'file.restored', payload: { schema_version: 1, file_id: fileId, version: file.version } }]
          : [];
      },
    });
    if (record === undefined) {
      throw new NotFoundError('file', fileId);
    }
    return record;
  };
}
