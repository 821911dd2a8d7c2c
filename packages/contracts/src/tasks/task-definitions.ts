import { ARCHIVE_TASKS } from './archive-tasks.ts';
import type { TaskDefinition } from './define-task.ts';
import { DOCUMENT_TASKS } from './document-tasks.ts';
import { IMAGE_TASKS } from './image-tasks.ts';
import { MEDIA_TASKS } from './media-tasks.ts';

const ALL = [...IMAGE_TASKS, ...DOCUMENT_TASKS, ...MEDIA_TASKS, ...ARCHIVE_TASKS] as const;
export type Task = (typeof ALL)[number]['task'];

/** Every task our workers know, by its name. */
export const TASK_DEFINITIONS: ReadonlyMap<string, TaskDefinition> = new Map(ALL.map((one) => [one.task, one]));
export const TASKS = ALL.map(({ task }) => task) as readonly Task[] as readonly [Task, ...Task[]];
