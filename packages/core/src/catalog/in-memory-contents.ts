import { isSameContent, type StoredContent } from '../history/index.ts';
import type { Claimed, ContentKey, Contents, Released } from './contents.ts';

type Entry = {
  kept: { readonly storage: StoredContent; readonly sizeBytes: number } | undefined;
  /** In the order they came; one that was given up stays, with what is to be removed for it. */
  readonly references: Map<string, 'held' | Released>;
};

/** The port in memory, and the reference the contract suite is written against. */
export function inMemoryContents(): Contents {
  const entries = new Map<string, Entry>();
  const entryOf = ({ tenantId, sha256 }: ContentKey): Entry => {
    const name = `${tenantId}\n${sha256}`;
    const entry = entries.get(name) ?? { kept: undefined, references: new Map() };
    entries.set(name, entry);
    return entry;
  };
  const held = ({ references }: Entry) => [...references].flatMap(([name, state]) => (state === 'held' ? [name] : []));

  return {
    async claim({ storage, sizeBytes, reference, ...key }): Promise<Claimed> {
      const entry = entryOf(key);
      const state = entry.references.get(reference);
      if (state !== undefined && state !== 'held') {
        return { outcome: 'released' };
      }
      entry.references.set(reference, 'held');
      entry.kept ??= { storage, sizeBytes };
      return isSameContent(entry.kept.storage, storage)
        ? { outcome: 'kept' }
        : { outcome: 'shared', storage: entry.kept.storage };
    },
    async share({ sizeBytes, reference, ...key }) {
      const { kept, references } = entryOf(key);
      const state = references.get(reference) ?? 'held';
      if (kept === undefined || kept.sizeBytes !== sizeBytes || state !== 'held') {
        return undefined;
      }
      references.set(reference, 'held');
      return kept.storage;
    },
    async release({ reference, ...key }) {
      const entry = entryOf(key);
      const state = entry.references.get(reference);
      if (state !== undefined && state !== 'held') {
        return state;
      }
      const { kept } = entry;
      const others = held(entry).some((name) => name !== reference);
      const released: Released =
        state === undefined || kept === undefined
          ? { outcome: 'unclaimed' }
          : others
            ? { outcome: 'others' }
            : { outcome: 'last', storage: kept.storage };
      entry.references.set(reference, released);
      if (released.outcome === 'last') {
        entry.kept = undefined;
      }
      return released;
    },
    async references({ sizeBytes, limit, ...key }) {
      const entry = entryOf(key);
      return entry.kept?.sizeBytes === sizeBytes ? held(entry).sort().reverse().slice(0, limit) : [];
    },
  };
}
