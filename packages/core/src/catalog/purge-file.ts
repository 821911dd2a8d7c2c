import type { FileRecord, StoredContent } from '../history/index.ts';
import { fileRenditionsPrefix, type RenditionStorage } from '../process/index.ts';
import { NotFoundError, RefusedError } from '../runtime/index.ts';
import type { Caller } from '../upload/index.ts';
import { type Contents, contentReference } from './contents.ts';
import type { DeleteDeps } from './delete-file.ts';
import { findOwnFile } from './find-own-file.ts';

export type PurgeDeps = DeleteDeps & {
  readonly registry: Contents;
  /** Removes one version of one object; twice is fine. */
  readonly contents: { remove(content: StoredContent): Promise<void> };
  readonly renditions: RenditionStorage;
  readonly renditionsBucket: string;
  /**
   * Told of a file whose bytes are given up, such as for a quota: once, by the purge that ended it. One that dies before
   * leaves too much counted, never too little.
   * @default nobody is told
   */
  readonly onPurged?: (file: FileRecord) => Promise<void>;
};

/**
 * Ends a deleted file for good: its content is removed unless others of the tenant refer to it, and so is all that was
 * made of it. The word comes first: a purge that dies in between leaves a file that can only be purged, and a repeat
 * does the rest. Throws NotFoundError, RefusedError `forbidden`, `state_conflict` for what is not deleted.
 */
export function createPurgeFile(deps: PurgeDeps) {
  return async (caller: Caller, fileId: string): Promise<FileRecord> => {
    const found = await findOwnFile(deps.history, caller, fileId);
    const { record, outcome } = await deps.append({
      key: { tenantId: caller.tenantId, id: fileId },
      dedupeKey: `purged#${found.record.version}`,
      cause: { ...caller, priority: found.record.priority },
      known: found,
      decide(file = found.record) {
        if (file.status === 'purged') {
          return [];
        }
        if (file.status !== 'deleted') {
          throw new RefusedError('state_conflict', `file ${fileId} is ${file.status}: delete it first`);
        }
        return [{ type: 'file.purged', payload: { schema_version: 1, file_id: fileId, version: file.version } }];
      },
    });
    if (record === undefined) {
      throw new NotFoundError('file', fileId);
    }
    if (outcome === 'changed') {
      await deps.onPurged?.(record);
    }
    await removeContent(deps, record);
    const prefix = fileRenditionsPrefix(record);
    await deps.renditions.removeAll({ bucket: deps.renditionsBucket, prefix });
    return record;
  };
}

async function removeContent({ registry, contents }: PurgeDeps, file: FileRecord): Promise<void> {
  // What a step did not come to: the object it came with, where it was turned to another.
  if (file.duplicate !== undefined) {
    await contents.remove(file.duplicate);
  }
  if (file.sha256 === undefined) {
    // Nobody has looked at it: nobody else can refer to it.
    await contents.remove(file.storage);
    return;
  }
  const { tenantId, sha256 } = file;
  const released = await registry.release({ tenantId, sha256, reference: contentReference(file) });
  if (released.outcome === 'last') {
    await contents.remove(released.storage);
  }
  // Rejected contents are not in the registry, nor are those from before there was one: the object is the file's own.
  if (released.outcome === 'unclaimed') {
    await contents.remove(file.storage);
  }
}
