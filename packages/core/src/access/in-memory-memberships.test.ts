import { describe } from 'vitest';
import { inMemoryMemberships } from './in-memory-memberships.ts';
import { membershipsContract } from './memberships.contract.ts';

describe('memberships in memory', () => {
  membershipsContract(async () => inMemoryMemberships());
});
