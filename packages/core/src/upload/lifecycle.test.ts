import { lifecycleInputSchema } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { executionName, lifecycleFromWire, lifecycleToWire } from './lifecycle.ts';

const input = {
  tenantId: 'acme',
  fileId: '019b76da-a800-7000-8000-000000000001',
  version: 2,
  run: 3,
  correlationId: 'correlation-1',
  userId: 'user-1',
  priority: 7,
};

describe('what an execution starts with', () => {
  it('is what its steps are told', () => {
    expect(lifecycleFromWire(z.parse(lifecycleInputSchema, lifecycleToWire(input)))).toEqual(input);
  });

  it('has nothing on the wire but what the schema names', () => {
    const wire = lifecycleToWire({ ...input, ...{ filename: 'of the caller' } });
    expect(Object.keys(wire).sort()).toEqual(Object.keys(lifecycleInputSchema.shape).sort());
  });

  it('names its execution by content and run, in 80 characters at most', () => {
    expect(executionName(input)).toBe('019b76da-a800-7000-8000-000000000001.2.3');
    expect(executionName({ ...input, version: 2 ** 53, run: 2 ** 53 }).length).toBeLessThanOrEqual(80);
  });
});
