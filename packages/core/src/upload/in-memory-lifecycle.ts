import { executionName, type Lifecycle, type LifecycleInput } from './lifecycle.ts';

export type InMemoryLifecycle = Lifecycle & { readonly started: ReadonlyMap<string, LifecycleInput> };

/** The port in memory; `started` has the input of each execution under its name. */
export function inMemoryLifecycle(): InMemoryLifecycle {
  const started = new Map<string, LifecycleInput>();
  return {
    started,
    async start(input) {
      const name = executionName(input);
      if (started.has(name)) {
        return 'already_started';
      }
      started.set(name, input);
      return 'started';
    },
  };
}
