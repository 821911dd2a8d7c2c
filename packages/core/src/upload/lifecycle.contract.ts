import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import { executionName, type Lifecycle, type LifecycleInput } from './lifecycle.ts';

export type LifecycleUnderTest = {
  readonly lifecycle: Lifecycle;
  /** The names of the executions that were started, ended ones too. */
  readonly executions: () => Promise<readonly string[]>;
};

const nextId = sequentialIds(fixedClock());

/** What every Lifecycle does. `make` may answer one with other tests' executions: each test has its own file. */
export function lifecycleContract(make: () => Promise<LifecycleUnderTest>): void {
  let lifecycle: Lifecycle;
  let input: LifecycleInput;
  let ofFile: () => Promise<string[]>;
  beforeEach(async () => {
    const underTest = await make();
    lifecycle = underTest.lifecycle;
    const fileId = nextId();
    input = { tenantId: 'acme', fileId, version: 1, run: 1, correlationId: 'c', userId: 'u', priority: 5 };
    ofFile = async () => (await underTest.executions()).filter((name) => name.startsWith(fileId)).sort();
  });

  describe('the flow of a file', () => {
    it('is started under the name of its content and run', async () => {
      expect(await lifecycle.start(input)).toBe('started');
      expect(await ofFile()).toEqual([executionName(input)]);
    });

    it('is started once, however often it is asked for', async () => {
      const starts = await Promise.all(Array.from({ length: 9 }, () => lifecycle.start(input)));
      starts.push(await lifecycle.start(input));
      expect(await ofFile()).toHaveLength(1);
      // Step Functions answers a repeat with the same input as if it had just started it.
      expect(starts.filter((answer) => answer !== 'started' && answer !== 'already_started')).toEqual([]);
    });

    it('is started once even when another cause asks', async () => {
      await lifecycle.start(input);
      expect(await lifecycle.start({ ...input, correlationId: 'another' })).toBe('already_started');
      expect(await ofFile()).toHaveLength(1);
    });

    it.each([
      ['version', { version: 2 }],
      ['run', { run: 2 }],
    ])('is another for another %s', async (_, other) => {
      await lifecycle.start(input);
      expect(await lifecycle.start({ ...input, ...other })).toBe('started');
      expect(await ofFile()).toHaveLength(2);
    });
  });
}
