import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { Lifecycle, LifecycleInput } from '../upload/index.ts';
import type { Executions, RunName } from './executions.ts';

export type ExecutionsUnderTest = {
  readonly executions: Executions;
  readonly lifecycle: Lifecycle;
  /** Stops an execution before its end. */
  readonly abort: (run: RunName) => Promise<void>;
};

const nextId = sequentialIds(fixedClock());

/** What every Executions does. `make` answers one whose executions stay running until they are aborted. */
export function executionsContract(make: () => Promise<ExecutionsUnderTest>): void {
  let test: ExecutionsUnderTest;
  let input: LifecycleInput;
  beforeEach(async () => {
    test = await make();
    input = { tenantId: 'acme', fileId: nextId(), version: 1, run: 1, correlationId: 'c', userId: 'u', priority: 5 };
  });

  describe('an execution', () => {
    it('is unknown until it is started', async () => {
      expect(await test.executions.statusOf(input)).toEqual({ state: 'unknown' });
    });

    it('is running once it is started', async () => {
      await test.lifecycle.start(input);
      expect(await test.executions.statusOf(input)).toEqual({ state: 'running' });
    });

    it('has ended when it was stopped', async () => {
      await test.lifecycle.start(input);
      await test.abort(input);
      expect(await test.executions.statusOf(input)).toEqual({ state: 'ended', status: 'ABORTED' });
    });

    it('of one run says nothing of another', async () => {
      await test.lifecycle.start(input);
      expect(await test.executions.statusOf({ ...input, run: 2 })).toEqual({ state: 'unknown' });
      expect(await test.executions.statusOf({ ...input, version: 2 })).toEqual({ state: 'unknown' });
    });
  });
}
