import { type JobMessage, PICTURE_TYPES } from '@sluice/contracts';
import { deriveId } from '../runtime/index.ts';
import { DEFAULT_DOCUMENT_LIMITS, READABLE_TYPES } from './document-reader.ts';
import type { RenditionRequest } from './image-renderer.ts';

/** The task that makes every rendition of an image in one go: the picture is decoded once. */
export const RENDER_IMAGE = 'render_image';

/** The task that reads a document: its text, its facts and the looks of its first pages. */
export const READ_DOCUMENT = 'read_document';

/** What every picture becomes when nobody asked for anything else. */
export const DEFAULT_RENDITIONS: readonly RenditionRequest[] = [
  { name: 'thumbnail', format: 'jpeg', width: 320, height: 320, fit: 'cover', quality: 78 },
  { name: 'large_webp', format: 'webp', width: 1920, height: 1920, fit: 'inside', quality: 80, animated: true },
  { name: 'large_avif', format: 'avif', width: 1920, height: 1920, fit: 'inside', quality: 55 },
];

/** Formats the image worker decodes. */
const RENDERABLE: ReadonlySet<string> = new Set(PICTURE_TYPES);

/** A worker holds the whole content: above this a file is published as it is. */
const MAX_RENDERABLE_BYTES = 200 * 1024 ** 2;
const MAX_READABLE_BYTES = 100 * 1024 ** 2;

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
  readonly maxPixels: number;
};

/** The jobs a content needs, the same each time it is asked: a step that runs twice must plan the same jobs. */
export function planJobs(content: Plannable): JobMessage[] {
  if (content.unparseable || content.encrypted) {
    return [];
  }
  if (RENDERABLE.has(content.mimeType) && content.sizeBytes <= MAX_RENDERABLE_BYTES) {
    return [jobOf(content, RENDER_IMAGE, renderImage(content))];
  }
  if (READABLE_TYPES.has(content.mimeType) && content.sizeBytes > 0 && content.sizeBytes <= MAX_READABLE_BYTES) {
    return [jobOf(content, READ_DOCUMENT, readDocument(content))];
  }
  return [];
}

function renderImage({ maxPixels }: Plannable): JobMessage['parameters'] {
  return { renditions: DEFAULT_RENDITIONS.map((request) => ({ ...request })), max_pixels: maxPixels };
}

function readDocument({ mimeType }: Plannable): JobMessage['parameters'] {
  const limits = DEFAULT_DOCUMENT_LIMITS;
  return {
    mime_type: mimeType,
    max_pages: limits.maxPages,
    max_characters: limits.maxCharacters,
    max_inflated_bytes: limits.maxInflatedBytes,
    max_entries: limits.maxEntries,
    preview_pages: limits.previewPages,
    recognized_pages: limits.recognizedPages,
  };
}

function jobOf(content: Plannable, task: string, parameters: JobMessage['parameters']): JobMessage {
  const { fileId, version, run, source } = content;
  return {
    job_id: deriveId(fileId, `${version}.${run}.${task}`),
    task,
    source,
    destination: { bucket: content.renditionsBucket, prefix: renditionsPrefix(content) },
    parameters,
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
