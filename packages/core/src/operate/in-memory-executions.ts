import { executionName, type Lifecycle } from '../upload/index.ts';
import type { Executions, RunName } from './executions.ts';

export type InMemoryExecutions = Executions &
  Lifecycle & {
    /** Ends an execution, as a failure, a crash of the cloud or a success does. */
    readonly end: (run: RunName, status?: string) => void;
    /** The cloud lost it altogether. */
    readonly forget: (run: RunName) => void;
    /** The names of the executions that run. */
    readonly running: () => readonly string[];
    /** Every start that made an execution, with the stage it began at. */
    readonly started: () => readonly {
      readonly name: string;
      readonly stage: string;
      readonly reviewSeconds: number;
    }[];
  };

/** The port in memory, together with the one that starts what it knows. */
export function inMemoryExecutions(): InMemoryExecutions {
  const status = new Map<string, string>();
  const started: { name: string; stage: string; reviewSeconds: number }[] = [];
  return {
    async start(input, from) {
      const name = executionName(input);
      if (status.has(name)) return 'already_started';
      status.set(name, 'RUNNING');
      started.push({ name, stage: from?.stage ?? 'inspect', reviewSeconds: from?.reviewSeconds ?? 0 });
      return 'started';
    },
    async statusOf(run) {
      const known = status.get(executionName(run));
      if (known === undefined) return { state: 'unknown' };
      return known === 'RUNNING' ? { state: 'running' } : { state: 'ended', status: known };
    },
    end: (run, how = 'FAILED') => void status.set(executionName(run), how),
    forget: (run) => void status.delete(executionName(run)),
    running: () => [...status].filter(([, one]) => one === 'RUNNING').map(([name]) => name),
    started: () => started,
  };
}
