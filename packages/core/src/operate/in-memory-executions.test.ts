import { describe } from 'vitest';
import { executionsContract } from './executions.contract.ts';
import { inMemoryExecutions } from './in-memory-executions.ts';

describe('executions in memory', () => {
  executionsContract(async () => {
    const executions = inMemoryExecutions();
    return { executions, lifecycle: executions, abort: async (run) => executions.end(run, 'ABORTED') };
  });
});
