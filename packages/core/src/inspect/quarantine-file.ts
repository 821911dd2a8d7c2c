import type { Fact } from '@sluice/contracts';
import { type Contents, contentReference } from '../catalog/index.ts';
import {
  type AppendInRun,
  type Changed,
  type FileRecord,
  isSameContent,
  locateStored,
  type StoredContent,
} from '../history/index.ts';
import type { LifecycleInput } from '../upload/index.ts';
import type { ContentStore } from './content-source.ts';

/** Where infected contents lie: nobody reads there but who looks after the platform. */
export const QUARANTINE_PREFIX = 'q/';

/** Of who refers to a content: above it nobody looks whether a file is among them. */
const MANY = 100;

export type QuarantineDeps = {
  readonly contents: Pick<ContentStore, 'quarantine' | 'remove'>;
  readonly registry: Pick<Contents, 'references'>;
  readonly appendInRun: AppendInRun;
};

/**
 * Moves an infected content out of reach: it is copied, the file is turned to the copy, and only then its own object is
 * removed. A step that dies in between and runs again ends the same. What was accepted once and may be shared stays where it is,
 * and so does what is too large to be copied: neither is served for this file.
 */
export function createQuarantineFile({ contents, registry, appendInRun }: QuarantineDeps) {
  return async (
    input: LifecycleInput,
    file: FileRecord,
    { sha256, sizeBytes }: { readonly sha256: string; readonly sizeBytes: number },
    written?: Changed<FileRecord>,
  ): Promise<void> => {
    if (isQuarantined(file.storage)) return removeOwn(contents, file);
    const { tenantId, fileId, version, run } = input;
    // A file that refers to a content has been accepted once, and its object may be that of others: it stays.
    const references = await registry.references({ tenantId, sha256, sizeBytes, limit: MANY });
    if (references.length >= MANY || references.includes(contentReference(file))) return;
    const copy = await contents.quarantine(file.storage, `${QUARANTINE_PREFIX}${tenantId}/${fileId}.${version}`);
    if (copy === undefined) return;
    const decide = (current: FileRecord): Fact[] =>
      isQuarantined(current.storage)
        ? []
        : [
            {
              type: 'file.quarantined',
              payload: {
                schema_version: 1,
                ...{ file_id: fileId, version, run, storage_url: copy.storageUrl, version_id: copy.versionId },
              },
            },
          ];
    const known = written?.outcome === 'changed' ? written : undefined;
    const { record } = await appendInRun(input, 'quarantined', decide, known);
    if (record !== undefined) await removeOwn(contents, record);
  };
}

const isQuarantined = ({ storageUrl }: StoredContent): boolean =>
  locateStored(storageUrl).key.startsWith(QUARANTINE_PREFIX);

/** Only what the record does not point to any more. */
async function removeOwn(contents: QuarantineDeps['contents'], { storage, duplicate }: FileRecord): Promise<void> {
  if (duplicate !== undefined && !isSameContent(duplicate, storage)) await contents.remove(duplicate);
}
