import { describe } from 'vitest';
import { idempotencyKeysContract } from './idempotency-keys.contract.ts';
import { inMemoryIdempotencyKeys } from './in-memory-idempotency-keys.ts';

describe('idempotency keys in memory', () => {
  idempotencyKeysContract(async (clock) => inMemoryIdempotencyKeys({ clock }));
});
