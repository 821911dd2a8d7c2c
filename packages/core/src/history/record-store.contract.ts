import type { Fact } from '@sluice/contracts';
import { beforeEach, describe, expect, it } from 'vitest';
import { deriveId, fixedClock, sequentialIds } from '../runtime/index.ts';
import { type Commit, MAX_COMMITS_AT_ONCE, type RecordKey, type RecordStore, type StoredFact } from './record-store.ts';

/** The record the suite stores: small, with everything JSON can say. */
export type Note = { readonly title: string; readonly count: number; readonly tags: readonly string[] };

const nextId = sequentialIds(fixedClock());

function note(count: number, title = 'a "note"\n with ünïcode \u{1F4C4}'): Note {
  return { title, count, tags: ['', 'x'] };
}

function fact(key: RecordKey, sequence: number): StoredFact {
  const published: Fact = {
    type: 'file.published',
    payload: { schema_version: 1, file_id: key.id, version: 1, run: sequence, partial: false },
  };
  return {
    sequence,
    messageId: deriveId(key.id, String(sequence)),
    occurredAt: new Date(Date.UTC(2026, 0, 1) + sequence).toISOString(),
    correlationId: 'correlation-1',
    userId: 'user-1',
    priority: 5,
    fact: published,
  };
}

type Change = Partial<Omit<Commit<Note>, 'facts'>> & { facts?: number };

/** A commit onto `expectedVersion` with so many facts. */
function commitOf(
  key: RecordKey,
  { expectedVersion = 0, facts = 1, record = note(expectedVersion), dedupeKey }: Change = {},
): Commit<Note> {
  return {
    key,
    record,
    expectedVersion,
    dedupeKey,
    facts: Array.from({ length: facts }, (_, index) => fact(key, expectedVersion + 1 + index)),
  };
}

/** What every RecordStore does. `make` answers a store that may hold other tests' records: each test has its own tenant. */
export function recordStoreContract(make: () => Promise<RecordStore<Note>>): void {
  let store: RecordStore<Note>;
  let tenantId: string;
  let key: RecordKey;
  beforeEach(async () => {
    store = await make();
    tenantId = `tenant-${nextId()}`;
    key = { tenantId, id: nextId() };
  });

  const sequences = async (of = key) => (await store.facts(of, { limit: 1000 })).items.map(({ sequence }) => sequence);

  describe('many records', () => {
    const others = (count: number) => Array.from({ length: count }, () => ({ tenantId, id: nextId() }));

    it('are read in the order asked, with a gap for what is not there', async () => {
      const [first, gone, last] = others(3);
      if (!first || !gone || !last) throw new Error('three keys were asked for');
      await store.commit(commitOf(first, { record: note(1) }));
      await store.commit(commitOf(last, { record: note(3) }));
      const found = await store.loadMany([last, gone, first, last]);
      expect(found.map((one) => one?.record.count)).toEqual([3, undefined, 1, 3]);
      expect(await store.loadMany([])).toEqual([]);
    });

    it('are read by hundreds', async () => {
      const keys = others(205);
      await store.commit(commitOf(keys[204] ?? key, { record: note(7) }));
      expect((await store.loadMany(keys)).findIndex((one) => one?.record.count === 7)).toBe(204);
    });

    it('are committed together, each with its fact and the key of its effect', async () => {
      const keys = others(MAX_COMMITS_AT_ONCE);
      const commits = keys.map((one) => commitOf(one, { dedupeKey: 'created' }));
      expect(await store.commitMany(commits)).toBe('committed');
      expect((await store.loadMany(keys)).map((one) => one?.version)).toEqual(keys.map(() => 1));
      expect(await sequences(keys[0])).toEqual([1]);
      expect(await store.commit(commitOf(keys[5] ?? key, { dedupeKey: 'created', expectedVersion: 1 }))).toBe(
        'duplicate',
      );
    });

    it('are all left alone when one of them is there already', async () => {
      const [first, second] = others(2);
      if (!first || !second) throw new Error('two keys were asked for');
      await store.commit(commitOf(second));
      expect(await store.commitMany([commitOf(first), commitOf(second)])).toBe('refused');
      expect(await store.load(first)).toBeUndefined();
    });

    it('may be none', async () => {
      expect(await store.commitMany([])).toBe('committed');
    });
  });

  describe('a record', () => {
    it('is not there before its first commit', async () => {
      expect(await store.load(key)).toBeUndefined();
      expect(await store.facts(key, { limit: 10 })).toEqual({ items: [] });
      expect(await store.list(tenantId, { limit: 10 })).toEqual({ items: [] });
    });

    it('is read back as it was committed, with its version', async () => {
      expect(await store.commit(commitOf(key, { facts: 1 }))).toBe('committed');
      expect(await store.load(key)).toEqual({ record: note(0), version: 1 });
    });

    it('rises by the number of facts, and by one without any', async () => {
      await store.commit(commitOf(key, { facts: 3 }));
      expect((await store.load(key))?.version).toBe(3);
      await store.commit(commitOf(key, { facts: 0, expectedVersion: 3 }));
      expect((await store.load(key))?.version).toBe(4);
    });

    it('is replaced whole by the next commit', async () => {
      await store.commit(commitOf(key, { record: note(1) }));
      await store.commit(commitOf(key, { record: note(2, 'new'), expectedVersion: 1 }));
      expect((await store.load(key))?.record).toEqual(note(2, 'new'));
    });

    it.each([
      ['that exists already, as if it were new', 0],
      ['from an older version', 1],
      ['from a version it never had', 7],
    ])('is not changed by a commit %s', async (_, expectedVersion) => {
      await store.commit(commitOf(key, { facts: 2, record: note(1) }));
      const late = commitOf(key, { expectedVersion, record: note(9), dedupeKey: 'late' });
      expect(await store.commit(late)).toBe('contended');
      expect(await store.load(key)).toEqual({ record: note(1), version: 2 });
      expect(await sequences()).toEqual([1, 2]);
      // Nothing of the refused commit stays, not even its dedupe key.
      expect(await store.commit(commitOf(key, { expectedVersion: 2, dedupeKey: 'late' }))).toBe('committed');
    });
  });

  describe('an effect with a dedupe key', () => {
    it('is committed once', async () => {
      expect(await store.commit(commitOf(key, { dedupeKey: 'once' }))).toBe('committed');
      const again = commitOf(key, { dedupeKey: 'once', expectedVersion: 1, record: note(9) });
      expect(await store.commit(again)).toBe('duplicate');
      expect(await store.load(key)).toEqual({ record: note(0), version: 1 });
      expect(await sequences()).toEqual([1]);
    });

    it('is a duplicate even when its version is old as well', async () => {
      await store.commit(commitOf(key, { dedupeKey: 'once' }));
      expect(await store.commit(commitOf(key, { dedupeKey: 'once' }))).toBe('duplicate');
    });

    it('is remembered when later effects came', async () => {
      await store.commit(commitOf(key, { dedupeKey: 'first' }));
      await store.commit(commitOf(key, { dedupeKey: 'second', expectedVersion: 1 }));
      expect(await store.commit(commitOf(key, { dedupeKey: 'first', expectedVersion: 2 }))).toBe('duplicate');
    });

    it('is of its record alone', async () => {
      await store.commit(commitOf(key, { dedupeKey: 'once' }));
      expect(await store.commit(commitOf({ tenantId, id: nextId() }, { dedupeKey: 'once' }))).toBe('committed');
    });
  });

  describe('facts', () => {
    it('are read back as they were committed, oldest first', async () => {
      await store.commit(commitOf(key, { facts: 2 }));
      await store.commit(commitOf(key, { facts: 1, expectedVersion: 2 }));
      expect(await store.facts(key, { limit: 10 })).toEqual({ items: [fact(key, 1), fact(key, 2), fact(key, 3)] });
    });

    it('come in pages that leave nothing out, and the last page says that it is the last', async () => {
      await store.commit(commitOf(key, { facts: 12 }));
      const seen: number[] = [];
      let after: string | undefined;
      const lengths: number[] = [];
      do {
        const page = await store.facts(key, { limit: 4, ...(after !== undefined && { after }) });
        seen.push(...page.items.map(({ sequence }) => sequence));
        lengths.push(page.items.length);
        after = page.next;
      } while (after !== undefined);
      expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
      expect(lengths).toEqual([4, 4, 4]);
    });

    it('can be as many at once as one file makes', async () => {
      expect(await store.commit(commitOf(key, { facts: 98, dedupeKey: 'many' }))).toBe('committed');
      expect(await sequences()).toHaveLength(98);
    });
  });

  describe('a list', () => {
    it('has the newest id first, in pages that leave nothing out', async () => {
      const ids = Array.from({ length: 7 }, nextId);
      for (const id of ids) {
        await store.commit(commitOf({ tenantId, id }, { record: note(0, id) }));
      }
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.list(tenantId, { limit: 3, ...(after !== undefined && { after }) });
        seen.push(...page.items.map(({ title }) => title));
        after = page.next;
      } while (after !== undefined);
      expect(seen).toEqual(ids.toReversed());
    });

    it('names no next page when the last record is on this one', async () => {
      await store.commit(commitOf(key));
      await store.commit(commitOf({ tenantId, id: nextId() }));
      expect(await store.list(tenantId, { limit: 2 })).not.toHaveProperty('next');
    });

    it('has each record once and as it is now', async () => {
      await store.commit(commitOf(key, { facts: 2 }));
      await store.commit(commitOf(key, { facts: 1, expectedVersion: 2, record: note(5), dedupeKey: 'x' }));
      expect((await store.list(tenantId, { limit: 10 })).items).toEqual([note(5)]);
    });
  });

  describe('a tenant', () => {
    it("sees nothing of another's, not even under the same id", async () => {
      const theirs = { tenantId: `${tenantId}-other`, id: key.id };
      await store.commit(commitOf(key, { facts: 2, record: note(1), dedupeKey: 'mine' }));
      expect(await store.load(theirs)).toBeUndefined();
      expect(await sequences(theirs)).toEqual([]);
      expect((await store.list(theirs.tenantId, { limit: 10 })).items).toEqual([]);
      expect(await store.commit(commitOf(theirs, { record: note(7), dedupeKey: 'mine' }))).toBe('committed');
      expect((await store.load(key))?.record).toEqual(note(1));
    });
  });

  describe('twenty commits at once', () => {
    const racers = Array.from({ length: 20 }, (_, index) => index);

    it('onto one version: exactly one goes through', async () => {
      const outcomes = await Promise.all(racers.map((n) => store.commit(commitOf(key, { record: note(n) }))));
      expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'contended')).toHaveLength(19);
      expect(await store.load(key)).toEqual({ record: note(outcomes.indexOf('committed')), version: 1 });
      expect(await sequences()).toEqual([1]);
    });

    it('of one effect: it happens once', async () => {
      const outcomes = await Promise.all(racers.map(() => store.commit(commitOf(key, { dedupeKey: 'once' }))));
      expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
      expect(outcomes).not.toContain(undefined);
      expect(await sequences()).toEqual([1]);
    });

    it('that try again until they got through: none is lost', async () => {
      await Promise.all(
        racers.map(async () => {
          for (;;) {
            const current = await store.load(key);
            const record = note((current?.record.count ?? 0) + 1);
            const expectedVersion = current?.version ?? 0;
            if ((await store.commit(commitOf(key, { expectedVersion, record }))) === 'committed') {
              return;
            }
          }
        }),
      );
      expect(await store.load(key)).toEqual({ record: note(20), version: 20 });
      expect(await sequences()).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    });
  });
}
