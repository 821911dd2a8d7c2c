import { describeIssues, type TaskDefinition, takesType } from '@sluice/contracts';
import * as z from 'zod/mini';
import type { TaskAnswer, TaskInput, TaskRunner } from './task-runner.ts';

/** A task that a worker does; type and parameters are checked before its runner sees them. */
export type OfferedTask = {
  readonly task: string;
  readonly run: (input: TaskInput<unknown>) => Promise<TaskAnswer>;
};

/** Joins a task of the catalogue with who does it. */
export function offerTask<T extends TaskDefinition>(
  definition: T,
  runner: TaskRunner<z.output<T['parameters']>>,
): OfferedTask {
  const { task } = definition;
  const schema: T['parameters'] = definition.parameters;
  return {
    task,
    async run(input) {
      if (!takesType(definition, input.mimeType)) return unsupported(`${task} does not take ${input.mimeType}`);
      const parameters = z.safeParse(schema, input.parameters);
      if (!parameters.success) return unsupported(`${task} does not take its parameters: ${list(parameters.error)}`);
      return runner({ ...input, parameters: parameters.data });
    },
  };
}

const list = ({ issues }: z.core.$ZodError): string =>
  describeIssues(issues, '')
    .map(({ pointer, detail }) => `${pointer} ${detail}`)
    .join('; ');

/** Another delivery would not fit better: nothing is wrong with the content, and nothing passes by waiting. */
const unsupported = (detail: string): TaskAnswer => ({ outcome: 'unsupported', detail });
