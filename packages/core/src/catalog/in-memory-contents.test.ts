import { describe } from 'vitest';
import { contentsContract } from './contents.contract.ts';
import { inMemoryContents } from './in-memory-contents.ts';

describe('contents in memory', () => {
  contentsContract(async () => inMemoryContents());
});
