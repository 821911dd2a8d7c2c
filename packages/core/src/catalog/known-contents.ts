import type { FileRecord, RecordStore, StoredContent } from '../history/index.ts';
import type { KnownContents } from '../upload/index.ts';
import { type Contents, contentReference } from './contents.ts';

export type KnownContentsDeps = {
  readonly registry: Contents;
  readonly history: RecordStore<FileRecord>;
  /** Removes one version of one object; twice is fine. */
  readonly contents: { remove(content: StoredContent): Promise<void> };
};

/** Of a content that many files have, so many of the newest are asked whether they may be read. */
const ASKED_REFERENCES = 20;

/** The registry of contents as upload sees it: only what a published file shows counts as known. */
export function createKnownContents({ registry, history, contents }: KnownContentsDeps): KnownContents {
  return {
    async isReadable(content) {
      const references = await registry.references({ ...content, limit: ASKED_REFERENCES });
      const files = await Promise.all(references.map((reference) => fileOf(history, content.tenantId, reference)));
      return files.some((file) => file?.status === 'published' && file.sha256 === content.sha256);
    },
    share: ({ tenantId, sha256, sizeBytes, ...file }) =>
      registry.share({ tenantId, sha256, sizeBytes, reference: contentReference(file) }),
    async release({ tenantId, sha256, ...file }) {
      const released = await registry.release({ tenantId, sha256, reference: contentReference(file) });
      if (released.outcome === 'last') {
        await contents.remove(released.storage);
      }
    },
  };
}

async function fileOf(
  history: RecordStore<FileRecord>,
  tenantId: string,
  reference: string,
): Promise<FileRecord | undefined> {
  const [id = ''] = reference.split('.');
  const found = await history.load({ tenantId, id });
  // A newer version of the file may be another content.
  return found && contentReference(found.record) === reference ? found.record : undefined;
}
