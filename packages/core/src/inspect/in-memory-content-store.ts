import { locateStored, storageUrlOf } from '../history/index.ts';
import { contentInMemory } from '../runtime/index.ts';
import type { ContentStore } from './content-source.ts';

type Content = Parameters<ContentStore['open']>[0];

export type InMemoryContentStore = ContentStore & {
  add(content: Content, bytes: Uint8Array): void;
  has(content: Content): boolean;
};

/** The port in memory. */
export function inMemoryContentStore(): InMemoryContentStore {
  const contents = new Map<string, Uint8Array>();
  const nameOf = ({ storageUrl, versionId }: Content) => `${storageUrl}\n${versionId}`;
  return {
    add(content, bytes) {
      contents.set(nameOf(content), bytes);
    },
    has: (content) => contents.has(nameOf(content)),
    async quarantine(content, key) {
      const bytes = contents.get(nameOf(content));
      if (bytes === undefined) throw new Error(`version ${content.versionId} of ${content.storageUrl} is not stored`);
      const { bucket } = locateStored(content.storageUrl);
      const copy = { storageUrl: storageUrlOf(bucket, key), versionId: `copy-of-${content.versionId}` };
      contents.set(nameOf(copy), bytes);
      return copy;
    },
    async remove(content) {
      contents.delete(nameOf(content));
    },
    async open(content) {
      const bytes = contents.get(nameOf(content));
      if (bytes === undefined) {
        throw new Error(`version ${content.versionId} of ${content.storageUrl} is not stored`);
      }
      return contentInMemory(bytes);
    },
  };
}
