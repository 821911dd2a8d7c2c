import { buffer } from 'node:stream/consumers';
import { type ContentSource, contentInMemory } from '../runtime/index.ts';
import {
  DEFAULT_TASK_LIMITS,
  type OutputFacts,
  type TaskInput,
  type TaskLimits,
  type TaskSource,
} from './task-runner.ts';

export type MadeOutput = OutputFacts & { readonly mimeType: string; readonly bytes: Uint8Array };

export type InMemoryTask<P> = {
  readonly parameters: P;
  readonly mimeType: string;
  readonly limits?: Partial<TaskLimits>;
  readonly filename?: string;
  /** @default none */
  readonly more?: readonly TaskSource[];
  readonly signal?: AbortSignal;
};

/** For tests: a task's input of bytes in memory, and what the task made of them. */
export function inMemoryTaskInput<P>(
  content: Uint8Array | ContentSource,
  { parameters, mimeType, limits, filename, more = [], signal = new AbortController().signal }: InMemoryTask<P>,
) {
  const outputs = new Map<string, MadeOutput>();
  const input: TaskInput<P> = {
    source: content instanceof Uint8Array ? contentInMemory(content) : content,
    ...{ mimeType, parameters, more, signal },
    ...(filename !== undefined && { filename }),
    limits: { ...DEFAULT_TASK_LIMITS, ...limits },
    async put(name, type, bytes, facts = {}) {
      if (outputs.has(name)) throw new TypeError(`${name} was made twice`);
      outputs.set(name, {
        mimeType: type,
        ...facts,
        bytes: bytes instanceof Uint8Array ? bytes : new Uint8Array(await buffer(bytes)),
      });
    },
  };
  return { input, outputs };
}
