import * as z from 'zod/mini';
import { bandOf, PRIORITY_BANDS } from '../priorities.ts';
import { TASK_CLASSES, type TaskClass } from './define-task.ts';
import { TASK_DEFINITIONS } from './task-definitions.ts';

const queueUrl = z.string().check(z.minLength(1));

/** Where jobs wait: the URL of a queue for each class of workers and each band of priorities. */
export const jobQueuesSchema = z.record(z.enum(TASK_CLASSES), z.record(z.enum(PRIORITY_BANDS), queueUrl));
export type JobQueues = Readonly<Record<TaskClass, Readonly<Record<(typeof PRIORITY_BANDS)[number], string>>>>;

/** The queue of a job. Throws a TypeError for a task that no worker knows. */
export function queueUrlFor(queues: JobQueues, { task, priority }: { task: string; priority: number }): string {
  const definition = TASK_DEFINITIONS.get(task);
  if (definition === undefined) throw new TypeError(`no worker knows the task ${task}`);
  return queues[definition.class][bandOf(priority)];
}
