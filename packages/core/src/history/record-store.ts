import type { Fact } from '@sluice/contracts';

/** Names one record of one tenant. The tenant always comes from the caller's claim or from what the server wrote. */
export type RecordKey = { readonly tenantId: string; readonly id: string };

/** Who caused a fact, and which request it belongs to. */
export type Cause = {
  readonly correlationId: string;
  readonly userId: string;
  readonly priority: number;
};

/** A fact as it lies in the log. `sequence` counts from 1 within its record. */
export type StoredFact = Cause & {
  readonly sequence: number;
  readonly messageId: string;
  /** RFC 3339. */
  readonly occurredAt: string;
  readonly fact: Fact;
};

/** One change: the new record, the facts behind it, and, where a repeat must be a no-op, the key of the effect. */
export type Commit<R> = {
  readonly key: RecordKey;
  readonly record: R;
  readonly facts: readonly StoredFact[];
  readonly dedupeKey?: string | undefined;
  /** The version the record had when it was read; 0 when it did not exist. */
  readonly expectedVersion: number;
};

export type Versioned<R> = { readonly record: R; readonly version: number };

export type Page<T> = { readonly items: readonly T[]; readonly next?: string };
export type PageRequest = { readonly limit: number; readonly after?: string };

/**
 * Records with their log. `commit` is one transaction: dedupe key and facts put if absent, record put under a version
 * condition. A commit raises the version by the number of its facts, by one when it has none.
 */
export interface RecordStore<R> {
  load(key: RecordKey): Promise<Versioned<R> | undefined>;
  commit(change: Commit<R>): Promise<'committed' | 'duplicate' | 'contended'>;
  /** Each key's record, in order. */
  loadMany(keys: readonly RecordKey[]): Promise<readonly (Versioned<R> | undefined)[]>;
  /** Many commits of different records in one transaction: all or none. As many as MAX_COMMITS_AT_ONCE of one fact each. */
  commitMany(changes: readonly Commit<R>[]): Promise<'committed' | 'refused'>;
  /** Oldest first. `after` is the cursor of the page before. */
  facts(key: RecordKey, page: PageRequest): Promise<Page<StoredFact>>;
  /** A tenant's records, newest id first. */
  list(tenantId: string, page: PageRequest): Promise<Page<R>>;
}

/** DynamoDB takes 100 writes in a transaction: record, fact and dedupe key of each. */
export const MAX_COMMITS_AT_ONCE = 33;

/** The version a record has after a commit. */
export function nextVersion({ expectedVersion, facts }: Pick<Commit<unknown>, 'expectedVersion' | 'facts'>): number {
  return expectedVersion + Math.max(1, facts.length);
}
