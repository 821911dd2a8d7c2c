import type { Finding, JobResult } from '@sluice/contracts';
import type { ContentSource } from '../runtime/index.ts';

/** Ceilings of one job: what a tenant allows, within what a worker can bear. */
export type TaskLimits = {
  readonly maxPixels: number;
  readonly maxFrames: number;
  readonly maxEntries: number;
  /** Bytes that may come out of a container, all levels together. */
  readonly maxInflatedBytes: number;
  /** Of everything a job may write. */
  readonly maxOutputBytes: number;
};

export const DEFAULT_TASK_LIMITS: TaskLimits = {
  maxPixels: 100_000_000,
  maxFrames: 2_000,
  maxEntries: 10_000,
  maxInflatedBytes: 10 * 1024 ** 3,
  maxOutputBytes: 20 * 1024 ** 3,
};

/** Facts of something that was made, for who shows it. */
export type OutputFacts = { readonly width?: number; readonly height?: number };

/** What the main output of a task is called: a job may have its own name for it. */
export const MAIN_OUTPUT = 'output';

/** Takes what a task makes, one at a time or several at once; each name once. Rejects above `maxOutputBytes`. */
export type PutOutput = (
  /**
   * `[a-z0-9_]+`, one rendition: `output` for the main one. Or a path of such names with dots and dashes, below 200
   * characters: everything of `output/index.m3u8`, `output/720p/segment_1.m4s`, … is one rendition, a folder, told by its
   * `index.*`, which must be among it. Objects of a folder may refer to each other relatively.
   */
  name: string,
  mimeType: string,
  /** Streamed as it comes: never held whole. */
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  facts?: OutputFacts,
) => Promise<void>;

/** A content a task reads. */
export type TaskSource = {
  readonly source: ContentSource;
  /** As inspection found it. */
  readonly mimeType: string;
  /** What its owner calls it: words, never a path to write to. */
  readonly filename?: string;
};

export type TaskInput<P> = TaskSource & {
  /** Further contents, in their order; empty unless the task takes many. */
  readonly more: readonly TaskSource[];
  /** Checked, with defaults filled in. */
  readonly parameters: P;
  readonly limits: TaskLimits;
  readonly put: PutOutput;
  /** Aborted when the worker's time is over: end children, remove temporary files. */
  readonly signal: AbortSignal;
};

export type BadOutcome = Exclude<JobResult['outcome'], 'succeeded'>;

/** What a task found out besides its outputs; or why the content is bad. */
export type TaskAnswer =
  | { readonly outcome: 'succeeded'; readonly findings: Readonly<Record<string, Finding>> }
  | { readonly outcome: BadOutcome; readonly detail: string };

/**
 * Does one task. Content is hostile, and bad content is an answer; what is thrown is taken for a passing fault, and the job
 * comes back. May run twice with the same input: outputs have fixed names.
 */
export type TaskRunner<P> = (input: TaskInput<P>) => Promise<TaskAnswer>;
