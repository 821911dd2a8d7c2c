import {
  type Commit,
  nextVersion,
  type Page,
  type PageRequest,
  type RecordKey,
  type RecordStore,
  type StoredFact,
  type Versioned,
} from './record-store.ts';

type Row<R> = Versioned<R> & { key: RecordKey; facts: StoredFact[]; dedupe: Set<string> };

/** The port in memory, for tests and as the reference the contract suite is written against. */
export function inMemoryRecordStore<R>(): RecordStore<R> {
  const rows = new Map<string, Row<R>>();
  const nameOf = (key: RecordKey) => `${key.tenantId}\n${key.id}`;

  const store: RecordStore<R> = {
    async loadMany(keys) {
      return Promise.all(keys.map((key) => store.load(key)));
    },
    async commitMany(changes) {
      const refused = changes.some(({ key, dedupeKey, expectedVersion }) => {
        const row = rows.get(nameOf(key));
        return (row?.version ?? 0) !== expectedVersion || (dedupeKey !== undefined && row?.dedupe.has(dedupeKey));
      });
      if (refused) {
        return 'refused';
      }
      for (const change of changes) await store.commit(change);
      return 'committed';
    },
    async load(key) {
      const row = rows.get(nameOf(key));
      return row && { record: row.record, version: row.version };
    },
    async commit(change: Commit<R>) {
      const { key, record, facts, dedupeKey, expectedVersion } = change;
      const row = rows.get(nameOf(key));
      if (dedupeKey !== undefined && row?.dedupe.has(dedupeKey)) {
        return 'duplicate';
      }
      if ((row?.version ?? 0) !== expectedVersion) {
        return 'contended';
      }
      rows.set(nameOf(key), {
        key,
        record,
        version: nextVersion(change),
        facts: [...(row?.facts ?? []), ...facts],
        dedupe: new Set([...(row?.dedupe ?? []), ...(dedupeKey === undefined ? [] : [dedupeKey])]),
      });
      return 'committed';
    },
    async facts(key, page) {
      const facts = rows.get(nameOf(key))?.facts ?? [];
      return slice(
        facts.filter(({ sequence }) => sequence > Number(page.after ?? 0)),
        page,
        ({ sequence }) => String(sequence),
      );
    },
    async list(tenantId, page) {
      const mine = [...rows.values()]
        .filter(({ key }) => key.tenantId === tenantId && (page.after === undefined || key.id < page.after))
        .sort((a, b) => (a.key.id < b.key.id ? 1 : -1));
      const { items, next } = slice(mine, page, ({ key }) => key.id);
      return { items: items.map(({ record }) => record), ...(next !== undefined && { next }) };
    },
  };
  return store;
}

function slice<T>(all: readonly T[], { limit }: PageRequest, cursorOf: (item: T) => string): Page<T> {
  const items = all.slice(0, limit);
  const last = items.at(-1);
  return all.length > limit && last !== undefined ? { items, next: cursorOf(last) } : { items };
}
