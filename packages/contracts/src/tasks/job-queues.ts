import * as z from 'zod/mini';
import { bandOf, PRIORITY_BANDS } from '../priorities.ts';
import { TASK_CLASSES, type TaskClass } from './define-task.ts';
import { TASK_DEFINITIONS } from './task-definitions.ts';

/** Where jobs wait: the URL of a queue for each class of workers and each band of priorities. */
export type JobQueues = Readonly<Record<TaskClass, Readonly<Record<(typeof PRIORITY_BANDS)[number], string>>>>;

/** Reads them from JSON. Throws for what does not name every queue. */
export function parseJobQueues(json: string): JobQueues {
  const url = z.string().check(z.minLength(1));
  return z.parse(z.record(z.enum(TASK_CLASSES), z.record(z.enum(PRIORITY_BANDS), url)), JSON.parse(json));
}

/** The queue of a job. Throws a TypeError for a task that no worker knows. */
export function queueUrlFor(queues: JobQueues, { task, priority }: { task: string; priority: number }): string {
  const definition = TASK_DEFINITIONS.get(task);
  if (definition === undefined) throw new TypeError(`no worker knows the task ${task}`);
  return queues[definition.class][bandOf(priority)];
}
