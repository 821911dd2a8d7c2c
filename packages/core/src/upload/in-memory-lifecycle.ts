import type { LifecycleStart } from '@sluice/contracts';
import { executionName, type Lifecycle, startOfLifecycle } from './lifecycle.ts';

export type InMemoryLifecycle = Lifecycle & { readonly started: ReadonlyMap<string, LifecycleStart> };

/** The port in memory; `started` has the input of each execution under its name. */
export function inMemoryLifecycle(): InMemoryLifecycle {
  const started = new Map<string, LifecycleStart>();
  return {
    started,
    async start(input, from) {
      const name = executionName(input);
      if (started.has(name)) {
        return 'already_started';
      }
      started.set(name, startOfLifecycle(input, from));
      return 'started';
    },
  };
}
