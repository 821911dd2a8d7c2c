import type { Fact } from '@sluice/contracts';
import { type Clock, deriveId } from '../runtime/index.ts';
import {
  type Cause,
  type Commit,
  nextVersion,
  type RecordKey,
  type RecordStore,
  type StoredFact,
  type Versioned,
} from './record-store.ts';

/** What becomes of a record: itself, changed, and what to tell the world. */
export type Decision<R> = { readonly record: R; readonly facts: readonly Fact[] };

export type Change<R> = {
  readonly key: RecordKey;
  /** Names the effect, such as `settled#1.1`: a second change with it answers the stored record. */
  readonly dedupeKey?: string;
  readonly cause: Cause;
  /** What the caller has just read, or knows to be new: the first attempt need not read. Never trusted further than that. */
  readonly known?: Versioned<R> | 'absent';
  /** Decides on the record as it is now; undefined leaves it. May run again when another change came first. */
  readonly decide: (record: R | undefined, at: Moment) => Decision<R> | undefined;
};

/** When and to what a change happens. `occurredAt` is RFC 3339. */
export type Moment = { readonly key: RecordKey; readonly occurredAt: string };

export type Changed<R> =
  /** `version` is the one the record has now. */
  | { readonly outcome: 'changed'; readonly record: R; readonly version: number }
  | { readonly outcome: 'unchanged' | 'duplicate'; readonly record: R | undefined };

/** Somebody else kept changing the record. The state machine knows it by this name and retries. */
export class HistoryContendedError extends Error {
  override readonly name = 'HistoryContended';
  constructor(key: RecordKey, attempts: number) {
    super(`record ${key.id} was changed by others ${attempts} times in a row: try again`);
  }
}

const MAX_ATTEMPTS = 8;

export type ChangeRecord<R> = (change: Change<R>) => Promise<Changed<R>>;

/** Read, decide, commit; again when the record moved meanwhile. */
export function createChangeRecord<R>({ store, clock }: { store: RecordStore<R>; clock: Clock }): ChangeRecord<R> {
  return async ({ key, dedupeKey, cause, known, decide }) => {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const assumed = attempt === 1 ? known : undefined;
      const current = assumed === undefined ? await store.load(key) : assumed === 'absent' ? undefined : assumed;
      const at: Moment = { key, occurredAt: new Date(clock()).toISOString() };
      const decision = decide(current?.record, at);
      if (decision === undefined && assumed !== undefined) {
        // Only what is there now can say that nothing is to be done.
        continue;
      }
      if (decision === undefined) {
        return { outcome: 'unchanged', record: current?.record };
      }
      const expectedVersion = current?.version ?? 0;
      const facts = numberFacts(decision.facts, { at, expectedVersion, dedupeKey, cause });
      const outcome = await store.commit({ key, record: decision.record, facts, dedupeKey, expectedVersion });
      if (outcome === 'committed') {
        return { outcome: 'changed', record: decision.record, version: nextVersion({ expectedVersion, facts }) };
      }
      if (outcome === 'duplicate') {
        return { outcome: 'duplicate', record: (await store.load(key))?.record };
      }
    }
    throw new HistoryContendedError(key, MAX_ATTEMPTS);
  };
}

type Numbering = Pick<Commit<unknown>, 'expectedVersion' | 'dedupeKey'> & { at: Moment; cause: Cause };

/** Facts as they follow the version a record has, each with an id of its own. */
export function numberFacts(
  facts: readonly Fact[],
  { at, expectedVersion, dedupeKey, cause }: Numbering,
): StoredFact[] {
  // Callers hand in what they have at hand, such as a whole session: only the cause goes into the log.
  const { correlationId, userId, priority } = cause;
  return facts.map((fact, index) => ({
    correlationId,
    userId,
    priority,
    sequence: nextVersion({ expectedVersion, facts: [] }) + index,
    // The same effect published twice carries the same id, so that subscribers can drop the second.
    messageId: deriveId(at.key.id, `${dedupeKey ?? expectedVersion}#${index}`),
    occurredAt: at.occurredAt,
    fact,
  }));
}
