import { describe } from 'vitest';
import { fingerprintsContract } from './fingerprints.contract.ts';
import { inMemoryFingerprints } from './in-memory-fingerprints.ts';

describe('fingerprints in memory', () => {
  fingerprintsContract(async () => inMemoryFingerprints());
});
