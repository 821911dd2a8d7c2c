import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { Batches, BatchRecord } from './batches.ts';

const nextId = sequentialIds(fixedClock());

/** What every Batches does. */
export function batchesContract(make: () => Promise<Batches>): void {
  let batches: Batches;
  let batch: BatchRecord;
  beforeEach(async () => {
    batches = await make();
    batch = {
      tenantId: 'acme',
      batchId: nextId(),
      ownerId: 'user-1',
      fileCount: 3,
      refused: [{ index: 1, code: 'file_too_large', detail: 'much "too" large\n' }],
      createdAt: '2026-01-01T00:00:00.000Z',
    };
  });

  describe('a batch', () => {
    it('is found as it was added, and is not there before', async () => {
      expect(await batches.find(batch)).toBeUndefined();
      expect(await batches.add(batch)).toEqual(batch);
      expect(await batches.find(batch)).toEqual(batch);
    });

    it('keeps the token it was made with', async () => {
      const made = { ...batch, tokenId: 'token-1', refused: [] };
      await batches.add(made);
      expect(await batches.find(batch)).toEqual(made);
    });

    it('stays as it is when it is added again', async () => {
      await batches.add(batch);
      expect(await batches.add({ ...batch, fileCount: 4, refused: [] })).toEqual(batch);
    });

    it('is of its tenant', async () => {
      await batches.add(batch);
      expect(await batches.find({ ...batch, tenantId: 'globex' })).toBeUndefined();
    });

    it('may have a thousand files that were refused at length', async () => {
      const refused = Array.from({ length: 1000 }, (_, index) => ({
        index,
        code: 'type_not_allowed' as const,
        detail: 'x'.repeat(200),
      }));
      expect(await batches.add({ ...batch, refused })).toMatchObject({ refused });
    });
  });
}
