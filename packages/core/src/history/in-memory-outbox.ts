import type { Clock } from '../runtime/index.ts';
import type { Outbox, UnpublishedFact } from './outbox.ts';

export type InMemoryOutbox = Outbox & {
  add(fact: UnpublishedFact): void;
  /** What nobody has marked yet. */
  pending(): readonly UnpublishedFact[];
};

/** The port in memory. */
export function inMemoryOutbox({ clock }: { clock: Clock }): InMemoryOutbox {
  const facts = new Map<string, UnpublishedFact>();
  const nameOf = ({ table, pk, sk }: Pick<UnpublishedFact, 'table' | 'pk' | 'sk'>) => [table, pk, sk].join('\n');
  return {
    add(fact) {
      facts.set(nameOf(fact), fact);
    },
    pending: () => [...facts.values()],
    async overdue(ageSeconds, limit) {
      return [...facts.values()]
        .filter(({ stored }) => Date.parse(stored.occurredAt) <= clock() - ageSeconds * 1000)
        .sort((a, b) => (a.stored.occurredAt < b.stored.occurredAt ? -1 : 1))
        .slice(0, limit);
    },
    async markPublished(fact) {
      facts.delete(nameOf(fact));
    },
  };
}
