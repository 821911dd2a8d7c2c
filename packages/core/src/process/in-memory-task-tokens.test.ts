import { describe } from 'vitest';
import { inMemoryTaskTokens } from './in-memory-task-tokens.ts';
import { taskTokensContract } from './task-tokens.contract.ts';

describe('task tokens in memory', () => {
  taskTokensContract(async () => {
    const tokens = inMemoryTaskTokens();
    return { tokens, issue: async () => tokens.issue(), endOf: async (token) => tokens.endOf(token) };
  });
});
