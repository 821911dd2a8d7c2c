import type { TaskDefinition } from '@sluice/contracts';
import * as z from 'zod/mini';
import type { TaskAnswer, TaskInput, TaskRunner } from './task-runner.ts';

/** A task that a worker does; whatever parameters come are checked before its runner sees them. */
export type OfferedTask = {
  readonly task: string;
  /** Rejects with a ZodError when the parameters do not fit. */
  readonly run: (input: TaskInput<unknown>) => Promise<TaskAnswer>;
};

/** Joins a task of the catalogue with who does it. */
export function offerTask<T extends TaskDefinition>(
  { task, parameters }: T,
  runner: TaskRunner<z.output<T['parameters']>>,
): OfferedTask {
  const schema: T['parameters'] = parameters;
  return { task, run: async (input) => runner({ ...input, parameters: z.parse(schema, input.parameters) }) };
}
