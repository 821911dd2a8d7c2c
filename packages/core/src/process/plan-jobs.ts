import {
  type JobLimits,
  type JobMessage,
  type Operation,
  type PlannedJob,
  readDocument,
  renderImage,
  TASK_DEFINITIONS,
} from '@sluice/contracts';
import * as z from 'zod/mini';
import { deriveId } from '../runtime/index.ts';
import { READABLE_TYPES } from './document-reader.ts';
import type { RenditionRequest } from './image-renderer.ts';

/** What every picture becomes: lists show the one, people and models look at the other. */
const BASE_RENDITIONS: readonly RenditionRequest[] = [
  { name: 'thumbnail', format: 'jpeg', width: 320, height: 320, fit: 'cover', quality: 78 },
  { name: 'large_webp', format: 'webp', width: 1920, height: 1920, fit: 'inside', quality: 80, animated: true },
];

/** What every picture becomes when nobody asked for anything else. */
export const DEFAULT_RENDITIONS: readonly RenditionRequest[] = [
  ...BASE_RENDITIONS,
  { name: 'large_avif', format: 'avif', width: 1920, height: 1920, fit: 'inside', quality: 55 },
];

/** Formats the image worker decodes. */
const RENDERABLE: ReadonlySet<string> = new Set(renderImage.takes);

/** A worker holds the whole content: above this a file is published as it is. */
export const MAX_RENDERABLE_BYTES = 200 * 1024 ** 2;
export const MAX_READABLE_BYTES = 100 * 1024 ** 2;

export type Plannable = {
  readonly tenantId: string;
  readonly fileId: string;
  readonly version: number;
  readonly run: number;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly unparseable: boolean;
  readonly encrypted: boolean;
  readonly priority: number;
  readonly source: JobMessage['source'];
  readonly renditionsBucket: string;
  readonly limits: JobLimits;
  /** What was asked for with the upload; it takes the place of what a kind gets by default. */
  readonly operations?: readonly Operation[];
};

/**
 * The jobs a content needs, the same each time it is asked: a step that runs twice must plan the same jobs. What cannot be
 * opened is only given to tasks that take bytes as such.
 */
export function planJobs(content: Plannable): PlannedJob[] {
  const asked = nameOperations(content.operations ?? []);
  if (content.unparseable || content.encrypted) {
    return asked.filter(({ task }) => takesBytes(task)).map((operation) => jobOf(content, operation));
  }
  const names = new Set(asked.map(({ name }) => name));
  return [...baseSteps(content, names), ...asked].map((step) => jobOf(content, step));
}

/** One job of a plan. Without a name its outputs are called as the task calls them. */
type Step = { readonly task: string; readonly parameters: JobMessage['parameters']; readonly name?: string };

/** What a kind of content gets whether or not something was asked for: the rest of the flow looks at it. */
function baseSteps({ mimeType, sizeBytes, operations }: Plannable, asked: ReadonlySet<string>): Step[] {
  if (RENDERABLE.has(mimeType) && sizeBytes <= MAX_RENDERABLE_BYTES) {
    // A thumbnail that was asked for is the thumbnail.
    const renditions =
      operations === undefined ? DEFAULT_RENDITIONS : BASE_RENDITIONS.filter(({ name }) => !asked.has(name));
    return [{ task: renderImage.task, parameters: { renditions: renditions.map((request) => ({ ...request })) } }];
  }
  if (READABLE_TYPES.has(mimeType) && sizeBytes > 0 && sizeBytes <= MAX_READABLE_BYTES) {
    return [{ task: readDocument.task, parameters: z.parse(readDocument.parameters, {}) }];
  }
  return [];
}

/** Called as their tasks, the second of a task `…_2`: what one makes does not overwrite what another makes. */
function nameOperations(operations: readonly Operation[]): (Step & { readonly name: string })[] {
  const seen = new Map<string, number>();
  return operations.map(({ task, parameters = {} }) => {
    const count = (seen.get(task) ?? 0) + 1;
    seen.set(task, count);
    return { task, parameters, name: count === 1 ? task : `${task}_${count}` };
  });
}

const takesBytes = (task: string): boolean => TASK_DEFINITIONS.get(task)?.takes.includes('*/*') === true;

function jobOf(content: Plannable, { task, parameters, name }: Step): PlannedJob {
  const { fileId, version, run, source, limits } = content;
  return {
    job_id: deriveId(fileId, `${version}.${run}.${name === undefined ? task : `asked.${name}`}`),
    task,
    source,
    destination: {
      bucket: content.renditionsBucket,
      prefix: renditionsPrefix(content),
      ...(name !== undefined && { name }),
    },
    parameters,
    limits,
    callback_url: null,
    priority: content.priority,
    max_retries: 3,
  };
}

/** Everything one run makes of one content lies under this prefix. */
export function renditionsPrefix({
  tenantId,
  fileId,
  version,
  run,
}: Pick<Plannable, 'tenantId' | 'fileId' | 'version' | 'run'>): string {
  return `${fileRenditionsPrefix({ tenantId, fileId })}${version}.${run}/`;
}

/** Everything that was ever made of a file lies under this prefix. */
export function fileRenditionsPrefix({ tenantId, fileId }: Pick<Plannable, 'tenantId' | 'fileId'>): string {
  return `r/${tenantId}/${fileId}/`;
}
