import type { Fact } from '@sluice/contracts';
import type { Clock } from '../runtime/index.ts';
import { createChangeRecord, numberFacts } from './change-record.ts';
import { type Cause, type Commit, MAX_COMMITS_AT_ONCE, type RecordKey, type RecordStore } from './record-store.ts';

/** A record that is to be new, with the one fact behind it. */
export type Addition<R> = {
  readonly key: RecordKey;
  readonly dedupeKey: string;
  readonly cause: Cause;
  readonly record: R;
  readonly fact: Fact;
};

/** Transactions at once: enough to hide their latency, few enough for one table. */
const MAX_AT_ONCE = 8;

/** Adds many records in a few transactions, and answers them as they are stored: those that were there stay as they were. */
export function createAddRecords<R>({ store, clock }: { store: RecordStore<R>; clock: Clock }) {
  const change = createChangeRecord({ store, clock });

  async function addChunk(additions: readonly Addition<R>[]): Promise<R[]> {
    if ((await store.commitMany(additions.map((addition) => commitOf(addition, clock())))) === 'committed') {
      return additions.map(({ record }) => record);
    }
    // Some are there: a repeat, or a call before this one that broke off.
    const existing = await store.loadMany(additions.map(({ key }) => key));
    return Promise.all(
      additions.map(async ({ record, fact, ...addition }, index) => {
        const there = existing[index]?.record;
        if (there !== undefined) {
          return there;
        }
        const decide = (current: R | undefined) => (current === undefined ? { record, facts: [fact] } : undefined);
        return (await change({ ...addition, decide })).record ?? record;
      }),
    );
  }

  return async (additions: readonly Addition<R>[]): Promise<R[]> => {
    const chunks = Array.from({ length: Math.ceil(additions.length / MAX_COMMITS_AT_ONCE) }, (_, index) =>
      additions.slice(index * MAX_COMMITS_AT_ONCE, (index + 1) * MAX_COMMITS_AT_ONCE),
    );
    const added: R[] = [];
    for (let from = 0; from < chunks.length; from += MAX_AT_ONCE) {
      added.push(...(await Promise.all(chunks.slice(from, from + MAX_AT_ONCE).map(addChunk))).flat());
    }
    return added;
  };
}

function commitOf<R>({ key, dedupeKey, cause, record, fact }: Addition<R>, now: number): Commit<R> {
  const at = { key, occurredAt: new Date(now).toISOString() };
  return {
    key,
    record,
    dedupeKey,
    expectedVersion: 0,
    facts: numberFacts([fact], { at, cause, dedupeKey, expectedVersion: 0 }),
  };
}
