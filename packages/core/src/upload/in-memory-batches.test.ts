import { describe } from 'vitest';
import { batchesContract } from './batches.contract.ts';
import { inMemoryBatches } from './in-memory-batches.ts';

describe('batches in memory', () => {
  batchesContract(async () => inMemoryBatches());
});
