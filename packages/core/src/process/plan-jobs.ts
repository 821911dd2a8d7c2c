import type { JobMessage } from '@sluice/contracts';
import { deriveId } from '../runtime/index.ts';
import type { RenditionRequest } from './image-renderer.ts';

/** The task that makes every rendition of an image in one go: the picture is decoded once. */
export const RENDER_IMAGE = 'render_image';

/** What every picture becomes when nobody asked for anything else. */
export const DEFAULT_RENDITIONS: readonly RenditionRequest[] = [
  { name: 'thumbnail', format: 'jpeg', width: 320, height: 320, fit: 'cover', quality: 78 },
  { name: 'large_webp', format: 'webp', width: 1920, height: 1920, fit: 'inside', quality: 80, animated: true },
  { name: 'large_avif', format: 'avif', width: 1920, height: 1920, fit: 'inside', quality: 55 },
];

/** Formats the image worker decodes. */
const RENDERABLE = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'image/tiff',
  'image/avif',
  'image/bmp',
]);

/** A worker holds the whole content: above this a picture is published as it is. */
const MAX_RENDERABLE_BYTES = 200 * 1024 ** 2;

export type Plannable = {
  readonly tenantId: string;
  readonly fileId: string;
  readonly version: number;
  readonly run: number;
  readonly mimeType: string;
  readonly sizeBytes: number;
  readonly unparseable: boolean;
  readonly priority: number;
  readonly source: JobMessage['source'];
  readonly renditionsBucket: string;
  readonly maxPixels: number;
};

/** The jobs a content needs, the same each time it is asked: a step that runs twice must plan the same jobs. */
export function planJobs(content: Plannable): JobMessage[] {
  const { fileId, version, run, source } = content;
  if (content.unparseable || !RENDERABLE.has(content.mimeType) || content.sizeBytes > MAX_RENDERABLE_BYTES) {
    return [];
  }
  const jobId = deriveId(fileId, `${version}.${run}.${RENDER_IMAGE}`);
  return [
    {
      job_id: jobId,
      task: RENDER_IMAGE,
      source,
      destination: { bucket: content.renditionsBucket, prefix: renditionsPrefix(content) },
      parameters: { renditions: DEFAULT_RENDITIONS.map((request) => ({ ...request })), max_pixels: content.maxPixels },
      callback_url: null,
      priority: content.priority,
      max_retries: 3,
    },
  ];
}

/** Everything one run makes of one content lies under this prefix. */
export function renditionsPrefix({
  tenantId,
  fileId,
  version,
  run,
}: Pick<Plannable, 'tenantId' | 'fileId' | 'version' | 'run'>): string {
  return `r/${tenantId}/${fileId}/${version}.${run}/`;
}
