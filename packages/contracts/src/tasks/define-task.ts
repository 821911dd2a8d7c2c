import * as z from 'zod/mini';

/** Which worker runs a task: each class has its queue, its memory, its time and its tools. */
export const TASK_CLASSES = ['image', 'document', 'media', 'archive'] as const;
export type TaskClass = (typeof TASK_CLASSES)[number];

/** Names a rendition for ever. */
export const renditionNameSchema = z.string().check(z.regex(/^[a-z0-9_]{1,64}$/));

/** `#rrggbb`, lower case. */
export const colourSchema = z.string().check(z.regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #ffffff'));

/** One thing that can be done with a file, as callers know it. */
export type TaskDefinition = {
  readonly task: string;
  /** Raised when the same parameters make another output: renditions made before are then made anew. */
  readonly version: number;
  readonly class: TaskClass;
  /** One sentence: what comes out. */
  readonly summary: string;
  /** Types it takes, as `type/subtype` or `type/*`; `*\/*` for every type. */
  readonly takes: readonly string[];
  /** Types of what it makes; empty for one that only finds things out. */
  readonly gives: readonly string[];
  /** It takes further files besides its first, at most so many. @default 0 */
  readonly moreFiles?: number;
  /** What a caller may say; each has a default, so that `{}` is good. */
  readonly parameters: z.ZodMiniObject;
  /** Each is good as it stands. */
  readonly examples: readonly { readonly summary: string; readonly parameters: Readonly<Record<string, unknown>> }[];
};

/** Keeps the literal types of a definition while it is checked. */
export function defineTask<const T extends TaskDefinition>(task: T): T {
  return task;
}

/** Whether a task takes a type. */
export function takesType({ takes }: Pick<TaskDefinition, 'takes'>, mimeType: string): boolean {
  return takes.some(
    (taken) =>
      taken === '*/*' || taken === mimeType || (taken.endsWith('/*') && mimeType.startsWith(taken.slice(0, -1))),
  );
}
