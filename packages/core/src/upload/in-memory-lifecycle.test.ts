import { describe } from 'vitest';
import { inMemoryLifecycle } from './in-memory-lifecycle.ts';
import { lifecycleContract } from './lifecycle.contract.ts';

describe('the lifecycle in memory', () => {
  lifecycleContract(async () => {
    const lifecycle = inMemoryLifecycle();
    return { lifecycle, executions: async () => [...lifecycle.started.keys()] };
  });
});
