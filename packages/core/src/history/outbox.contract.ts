import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../runtime/index.ts';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { Outbox, UnpublishedFact } from './outbox.ts';
import type { RecordKey, StoredFact } from './record-store.ts';

export type OutboxUnderTest = {
  readonly outbox: Outbox;
  /** Commits a fact, and answers where it lies. */
  readonly add: (key: RecordKey, fact: StoredFact) => Promise<Pick<UnpublishedFact, 'table' | 'pk' | 'sk'>>;
};

const nextId = sequentialIds(fixedClock());

/** What every Outbox does. `make` answers an empty one that goes by the clock given. */
export function outboxContract(make: (clock: Clock) => Promise<OutboxUnderTest>): void {
  const clock = fixedClock();
  let underTest: OutboxUnderTest;
  beforeEach(async () => {
    underTest = await make(clock);
  });

  /** Adds a fact that happened so many seconds ago. */
  const add = async (secondsAgo: number) => {
    const key = { tenantId: 'acme', id: nextId() };
    const stored: StoredFact = {
      sequence: 1,
      messageId: nextId(),
      occurredAt: new Date(clock() - secondsAgo * 1000).toISOString(),
      correlationId: 'correlation-1',
      userId: 'user-1',
      priority: 5,
      fact: {
        type: 'file.published',
        payload: { schema_version: 1, file_id: key.id, version: 1, run: 1, partial: false },
      },
    };
    return { ...(await underTest.add(key, stored)), tenantId: key.tenantId, stored };
  };

  describe('a fact', () => {
    it('is overdue when nobody published it in time, and is all there', async () => {
      const fact = await add(301);
      expect(await underTest.outbox.overdue(300, 10)).toEqual([fact]);
    });

    it('is not overdue before', async () => {
      await add(299);
      expect(await underTest.outbox.overdue(300, 10)).toEqual([]);
    });

    it('is done once it is marked, and can be marked again', async () => {
      const fact = await add(400);
      await underTest.outbox.markPublished(fact);
      expect(await underTest.outbox.overdue(300, 10)).toEqual([]);
      await underTest.outbox.markPublished(fact);
      expect(await underTest.outbox.overdue(300, 10)).toEqual([]);
    });

    it('that is not there any more can be marked, and does not come back', async () => {
      const { table, pk } = await add(400);
      await underTest.outbox.markPublished({ table, pk, sk: 'EVENT#000099' });
      expect(await underTest.outbox.overdue(300, 10)).toHaveLength(1);
    });
  });

  it('gives the oldest facts first, at most as many as asked', async () => {
    const facts = [await add(500), await add(900), await add(700)];
    const overdue = await underTest.outbox.overdue(300, 2);
    expect(overdue.map(({ pk }) => pk)).toEqual([facts[1]?.pk, facts[2]?.pk]);
  });
}
