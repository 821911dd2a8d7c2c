import type { StoredFact } from './record-store.ts';

export type UnpublishedFact = {
  readonly table: string;
  readonly tenantId: string;
  readonly pk: string;
  readonly sk: string;
  readonly stored: StoredFact;
};

/** The facts of one or more tables that are still to be published. */
export interface Outbox {
  /** Facts older than the given age that nobody marked yet, oldest first. */
  overdue(ageSeconds: number, limit: number): Promise<readonly UnpublishedFact[]>;
  markPublished(fact: Pick<UnpublishedFact, 'table' | 'pk' | 'sk'>): Promise<void>;
}
