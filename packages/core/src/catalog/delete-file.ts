import type { FileStatus } from '@sluice/contracts';
import type { AppendFacts, FileRecord, RecordStore } from '../history/index.ts';
import { RefusedError } from '../runtime/index.ts';
import type { Caller } from '../upload/index.ts';
import { findOwnFile } from './find-own-file.ts';

export type DeleteDeps = { readonly history: RecordStore<FileRecord>; readonly append: AppendFacts };

/** Where nothing works on a file: what waits for a person has a live run behind it, whose review is decided first. */
const DELETABLE: readonly FileStatus[] = ['published', 'rejected', 'failed', 'canceled'];

/** Whether a file is out of sight. */
export function isDeleted({ status }: Pick<FileRecord, 'status'>): boolean {
  return status === 'deleted' || status === 'purged';
}

/**
 * Puts a file out of sight; all of it stays, until it is purged. A repeat is fine. `isExpected` says whether it is still
 * as the caller saw it. Throws NotFoundError, RefusedError `forbidden`, `state_conflict` while it is in flight,
 * `precondition_failed`.
 */
export function createDeleteFile({ history, append }: DeleteDeps) {
  return async (
    caller: Caller,
    fileId: string,
    isExpected: (file: FileRecord) => boolean = () => true,
  ): Promise<void> => {
    const found = await findOwnFile(history, caller, fileId);
    await append({
      key: { tenantId: caller.tenantId, id: fileId },
      // A file that was restored can be deleted again.
      dedupeKey: `deleted#${found.version}`,
      cause: { ...caller, priority: found.record.priority },
      known: found,
      decide(file = found.record) {
        if (isDeleted(file)) {
          return [];
        }
        if (!isExpected(file)) {
          throw new RefusedError('precondition_failed', `file ${fileId} was changed meanwhile: read it again`);
        }
        if (!DELETABLE.includes(file.status)) {
          throw new RefusedError('state_conflict', `file ${fileId} is ${file.status}: delete it once it is at rest`);
        }
        return [{ type: 'file.deleted', payload: { schema_version: 1, file_id: fileId, version: file.version } }];
      },
    });
  };
}
