import { describe } from 'vitest';
import { keyUsesContract } from './key-uses.contract.ts';
import { inMemoryKeyUses } from './key-uses.ts';

describe('uses of keys in memory', () => {
  keyUsesContract(async () => inMemoryKeyUses());
});
