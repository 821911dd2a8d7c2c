import {
  type JobLimits,
  type JobMessage,
  PICTURE_TYPES,
  type PlannedJob,
  readDocument,
  renderImage,
  type Task,
} from '@sluice/contracts';
import * as z from 'zod/mini';
import { deriveId } from '../runtime/index.ts';
import { READABLE_TYPES } from './document-reader.ts';
import type { RenditionRequest } from './image-renderer.ts';

/** What every picture becomes when nobody asked for anything else. */
export const DEFAULT_RENDITIONS: readonly RenditionRequest[] = [
  { name: 'thumbnail', format: 'jpeg', width: 320, height: 320, fit: 'cover', quality: 78 },
  { name: 'large_webp', format: 'webp', width: 1920, height: 1920, fit: 'inside', quality: 80, animated: true },
  { name: 'large_avif', format: 'avif', width: 1920, height: 1920, fit: 'inside', quality: 55 },
];

/** Formats the image worker decodes. */
const RENDERABLE: ReadonlySet<string> = new Set(PICTURE_TYPES);

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
};

/** The jobs a content needs, the same each time it is asked: a step that runs twice must plan the same jobs. */
export function planJobs(content: Plannable): PlannedJob[] {
  if (content.unparseable || content.encrypted) {
    return [];
  }
  if (RENDERABLE.has(content.mimeType) && content.sizeBytes <= MAX_RENDERABLE_BYTES) {
    return [jobOf(content, renderImage.task, { renditions: DEFAULT_RENDITIONS.map((request) => ({ ...request })) })];
  }
  if (READABLE_TYPES.has(content.mimeType) && content.sizeBytes > 0 && content.sizeBytes <= MAX_READABLE_BYTES) {
    return [jobOf(content, readDocument.task, z.parse(readDocument.parameters, {}))];
  }
  return [];
}

function jobOf(content: Plannable, task: Task, parameters: JobMessage['parameters']): PlannedJob {
  const { fileId, version, run, source, limits } = content;
  return {
    job_id: deriveId(fileId, `${version}.${run}.${task}`),
    task,
    source,
    destination: { bucket: content.renditionsBucket, prefix: renditionsPrefix(content) },
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
