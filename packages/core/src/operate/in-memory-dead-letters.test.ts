import { describe } from 'vitest';
import { deadLettersContract } from './dead-letters.contract.ts';
import { inMemoryDeadLetters } from './in-memory-dead-letters.ts';

describe('dead letters in memory', () => {
  deadLettersContract(async () => inMemoryDeadLetters());
});
