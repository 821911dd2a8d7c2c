import { describe } from 'vitest';
import { inMemoryRecordStore } from './in-memory-record-store.ts';
import { recordStoreContract } from './record-store.contract.ts';

describe('the record store in memory', () => {
  recordStoreContract(async () => inMemoryRecordStore());
});
