import type { Fact } from '@sluice/contracts';
import { type Contents, contentReference } from '../catalog/index.ts';
import {
  type AppendInRun,
  type Changed,
  type FileRecord,
  isSameContent,
  RunSupersededError,
  type StoredContent,
} from '../history/index.ts';
import type { LifecycleInput } from '../upload/index.ts';
import type { ContentStore } from './content-source.ts';
import type { FileFacts } from './file-facts.ts';

export type StoreOnceDeps = {
  readonly registry: Contents;
  readonly contents: Pick<ContentStore, 'remove'>;
  readonly appendInRun: AppendInRun;
};

/**
 * Answers the one object that holds an accepted content for its tenant: the file's own, or the one that was stored
 * before, to which the file is turned first; only then its own is removed. A step that dies in between and runs again
 * ends the same. Throws RunSupersededError for a file that was purged meanwhile.
 */
export function createStoreOnce({ registry, contents, appendInRun }: StoreOnceDeps) {
  return async (
    input: LifecycleInput,
    file: FileRecord,
    { sha256, sizeBytes }: Pick<FileFacts, 'sha256' | 'sizeBytes'>,
    /** How the file was left a moment ago. */
    written?: Changed<FileRecord>,
  ): Promise<StoredContent> => {
    const { tenantId, fileId, run } = input;
    const reference = contentReference(file);
    const claimed = await registry.claim({ tenantId, sha256, sizeBytes, reference, storage: file.storage });
    if (claimed.outcome === 'released') {
      throw new RunSupersededError(fileId, run, 'purged');
    }
    const storage = claimed.outcome === 'shared' ? claimed.storage : file.storage;
    const duplicate =
      claimed.outcome === 'shared' ? await turnTo(appendInRun, input, storage, sha256, written) : file.duplicate;
    if (duplicate !== undefined && !isSameContent(duplicate, storage)) {
      await contents.remove(duplicate);
    }
    return storage;
  };
}

/** Answers the object that the file does not need any more. */
async function turnTo(
  appendInRun: AppendInRun,
  input: LifecycleInput,
  storage: StoredContent,
  sha256: string,
  written: Changed<FileRecord> | undefined,
): Promise<StoredContent | undefined> {
  const { fileId, version, run } = input;
  const decide = (file: FileRecord): Fact[] =>
    isSameContent(file.storage, storage)
      ? []
      : [
          {
            type: 'file.deduplicated',
            payload: {
              schema_version: 1,
              file_id: fileId,
              version,
              run,
              storage_url: storage.storageUrl,
              version_id: storage.versionId,
              sha256,
            },
          },
        ];
  const known = written?.outcome === 'changed' ? written : undefined;
  const { record } = await appendInRun(input, 'deduplicated', decide, known);
  // Only what the record says now counts: an object it still points to is never removed.
  return record !== undefined && isSameContent(record.storage, storage) ? record.duplicate : undefined;
}
