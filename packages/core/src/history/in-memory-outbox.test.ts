import { describe } from 'vitest';
import { inMemoryOutbox } from './in-memory-outbox.ts';
import { outboxContract } from './outbox.contract.ts';

describe('the outbox in memory', () => {
  outboxContract(async (clock) => {
    const outbox = inMemoryOutbox({ clock });
    return {
      outbox,
      add: async ({ tenantId, id }, stored) => {
        const place = { table: 'history', pk: id, sk: `EVENT#${stored.sequence}` };
        outbox.add({ ...place, tenantId, stored });
        return place;
      },
    };
  });
});
