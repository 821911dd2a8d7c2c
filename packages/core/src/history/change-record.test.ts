import type { Fact } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { fixedClock } from '../runtime/index.ts';
import { type Change, createChangeRecord } from './change-record.ts';
import { inMemoryRecordStore } from './in-memory-record-store.ts';
import type { Commit, RecordStore } from './record-store.ts';

type Counter = { readonly count: number };

const key = { tenantId: 'acme', id: '019b76da-a800-7000-8000-000000000001' };
const cause = { correlationId: 'correlation-1', userId: 'user-1', priority: 7 };
const aborted: Fact = { type: 'upload.aborted', payload: { schema_version: 1, upload_id: key.id } };

function setUp(store: RecordStore<Counter> = inMemoryRecordStore<Counter>()) {
  const clock = fixedClock();
  const change = createChangeRecord({ store, clock });
  const increment = (more: Partial<Change<Counter>> = {}) =>
    change({
      key,
      cause,
      decide: (record) => ({ record: { count: (record?.count ?? 0) + 1 }, facts: [aborted] }),
      ...more,
    });
  const facts = async () => (await store.facts(key, { limit: 100 })).items;
  return { store, clock, change, increment, facts };
}

/** A store that lets somebody else commit first, so many times. */
function contended(times: number): RecordStore<Counter> & { commits: number } {
  const store = inMemoryRecordStore<Counter>();
  let left = times;
  return {
    ...store,
    commits: 0,
    async commit(commit: Commit<Counter>) {
      this.commits += 1;
      if (left > 0) {
        left -= 1;
        const current = await store.load(key);
        const theirs = { count: (current?.record.count ?? 0) + 10 };
        await store.commit({ key, record: theirs, facts: [], expectedVersion: current?.version ?? 0 });
      }
      return store.commit(commit);
    },
  };
}

describe('a change', () => {
  it('decides on the record as it is, and on nothing when there is none', async () => {
    const { increment, store } = setUp();
    expect(await increment()).toEqual({ outcome: 'changed', record: { count: 1 }, version: 1 });
    expect(await increment()).toEqual({ outcome: 'changed', record: { count: 2 }, version: 2 });
    expect(await store.load(key)).toEqual({ record: { count: 2 }, version: 2 });
  });

  it('knows the record it changes and the time', async () => {
    const { change, clock } = setUp();
    clock.advance(1500);
    await change({
      key,
      cause,
      decide: (_, at) => {
        expect(at).toEqual({ key, occurredAt: '2026-01-01T00:00:01.500Z' });
        return undefined;
      },
    });
  });

  it('that is none leaves everything as it is', async () => {
    const { change, increment, store, facts } = setUp();
    await increment();
    expect(await change({ key, cause, decide: () => undefined })).toEqual({
      outcome: 'unchanged',
      record: { count: 1 },
    });
    expect(await store.load(key)).toMatchObject({ version: 1 });
    expect(await facts()).toHaveLength(1);
  });

  it('can go without a fact', async () => {
    const { increment, store, facts } = setUp();
    await increment({ decide: () => ({ record: { count: 5 }, facts: [] }) });
    expect(await store.load(key)).toEqual({ record: { count: 5 }, version: 1 });
    expect(await facts()).toEqual([]);
  });

  it('stores who caused its facts, and nothing else the caller knows', async () => {
    const { increment, facts } = setUp();
    const caller = { ...cause, secret: 'of the caller' };
    await increment({ cause: caller });
    expect(await facts()).toEqual([
      { ...cause, sequence: 1, messageId: expect.any(String), occurredAt: '2026-01-01T00:00:00.000Z', fact: aborted },
    ]);
  });

  it('numbers its facts on, and names each differently', async () => {
    const { increment, facts } = setUp();
    const decide = () => ({ record: { count: 1 }, facts: [aborted, aborted] });
    await increment({ decide });
    await increment({ decide: () => ({ record: { count: 1 }, facts: [] }) });
    await increment({ decide, dedupeKey: 'a' });
    const stored = await facts();
    expect(stored.map(({ sequence }) => sequence)).toEqual([1, 2, 4, 5]);
    expect(new Set(stored.map(({ messageId }) => messageId)).size).toBe(4);
  });
});

describe('a change with a dedupe key', () => {
  it('happens once, and answers the stored record from then on', async () => {
    const { increment, store } = setUp();
    await increment({ dedupeKey: 'once' });
    expect(await increment({ dedupeKey: 'once' })).toEqual({ outcome: 'duplicate', record: { count: 1 } });
    expect(await store.load(key)).toMatchObject({ version: 1 });
  });

  it('names its facts the same wherever it comes in the log, so that subscribers can drop the second', async () => {
    const [one, other] = [setUp(), setUp()];
    await one.increment({ dedupeKey: 'once' });
    await other.increment();
    await other.increment({ dedupeKey: 'once' });
    expect((await other.facts())[1]?.messageId).toBe((await one.facts())[0]?.messageId);
  });
});

describe('a change that somebody else got ahead of', () => {
  it('decides again on what there is now', async () => {
    const { increment } = setUp(contended(3));
    expect(await increment()).toMatchObject({ outcome: 'changed', record: { count: 31 } });
  });

  it('gives up when that goes on', async () => {
    const store = contended(100);
    await expect(setUp(store).increment()).rejects.toMatchObject({ name: 'HistoryContended' });
    expect(store.commits).toBe(8);
  });
});
