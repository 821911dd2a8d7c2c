import * as z from 'zod/mini';
import { describeIssues } from '../describe-issue.ts';
import { TASK_DEFINITIONS, TASKS } from '../tasks/index.ts';
import { jsonValueSchema } from './primitives.ts';

/** A task to be done with a file. */
export const operationSchema = z.strictObject({
  task: z.enum(TASKS),
  parameters: z.optional(z.record(z.string(), jsonValueSchema)),
});
export type Operation = z.infer<typeof operationSchema>;

/** What is asked for with an upload: names of tasks, or tasks with parameters. */
export const operationsSchema = z
  .array(z.union([z.enum(TASKS), operationSchema]))
  .check(z.minLength(1), z.maxLength(20), z.check(checkParameters));

/** Where to say that it is done; its origin must be one the tenant allows. */
export const callbackUrlSchema = z
  .string()
  .check(z.maxLength(2048), z.refine(isPlainHttps, 'must be an https URL without credentials or fragment'));

function isPlainHttps(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && url.username === '' && url.password === '' && url.hash === '';
}

/** Each task has a schema of its own: what does not fit is told with the place it stands at. */
function checkParameters({ value, issues }: z.core.ParsePayload<readonly (Operation['task'] | Operation)[]>): void {
  for (const [index, operation] of value.entries()) {
    const { task, parameters } = typeof operation === 'string' ? { task: operation, parameters: undefined } : operation;
    const checked = TASK_DEFINITIONS.get(task)?.parameters.safeParse(parameters ?? {});
    for (const { pointer, detail } of describeIssues(checked?.error?.issues ?? [], `/${index}/parameters`)) {
      issues.push({ code: 'custom', input: value, message: detail, path: pointer.split('/').slice(1) });
    }
  }
}
