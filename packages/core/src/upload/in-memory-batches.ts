import type { Batches, BatchKey, BatchRecord } from './batches.ts';

/** The port in memory. */
export function inMemoryBatches(): Batches {
  const batches = new Map<string, BatchRecord>();
  const nameOf = ({ tenantId, batchId }: BatchKey) => `${tenantId}\n${batchId}`;
  return {
    async add(batch) {
      const kept = batches.get(nameOf(batch)) ?? batch;
      batches.set(nameOf(batch), kept);
      return kept;
    },
    async find(key) {
      return batches.get(nameOf(key));
    },
  };
}
