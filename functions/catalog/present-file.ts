import type { FileView, HistoryEventView, LinkedRenditionView, RenditionView } from '@sluice/contracts';
import type { LinkedRendition } from '@sluice/core/catalog';
import type { FileRecord, RenditionRecord, StoredFact } from '@sluice/core/history';
import { etagOf } from '@sluice/lambda';

/** Changes with everything that happens to a file. */
export function fileTag({ fileId, version, run, status, updatedAt }: FileRecord): string {
  return etagOf(fileId, version, run, status, updatedAt);
}

/** A file on the wire. Where it is stored stays inside. */
export function presentFile(file: FileRecord): FileView {
  return {
    file_id: file.fileId,
    tenant_id: file.tenantId,
    owner_id: file.ownerId,
    upload_id: file.uploadId,
    version: file.version,
    filename: file.filename,
    ...(file.relativePath !== undefined && { relative_path: file.relativePath }),
    mime_type: file.mimeType,
    declared_mime_type: file.declaredMimeType,
    ...(file.kind !== undefined && { kind: file.kind }),
    size_bytes: file.sizeBytes,
    ...(file.sha256 !== undefined && { sha256: file.sha256 }),
    ...(file.checksum !== undefined && { checksum: file.checksum }),
    status: file.status,
    ...(file.reason !== undefined && { reason: file.reason }),
    ...(file.detail !== undefined && { detail: file.detail }),
    ...(file.partial !== undefined && { partial: file.partial }),
    tags: [...file.tags],
    metadata: file.metadata,
    ...(file.operations !== undefined && { operations: [...file.operations] }),
    ...(file.reviewId !== undefined && { review_id: file.reviewId }),
    renditions: file.renditions.map(presentRendition),
    findings: file.findings,
    created_at: file.createdAt,
    updated_at: file.updatedAt,
  };
}

function presentRendition({ name, mimeType, sizeBytes, width, height, parts }: RenditionRecord): RenditionView {
  return {
    name,
    mime_type: mimeType,
    size_bytes: sizeBytes,
    ...(width !== undefined && { width }),
    ...(parts !== undefined && { parts }),
    ...(height !== undefined && { height }),
  };
}

export function presentLinkedRendition(rendition: LinkedRendition): LinkedRenditionView {
  return { ...presentRendition(rendition), url: rendition.url, expires_at: rendition.expiresAt };
}

/** Keys of a payload that say where things lie, or whom to tell with what secret; nobody who reads a file needs them. */
const INSIDE_ONLY = new Set(['storage_url', 'version_id', 'callback_url']);

/** A fact of the history on the wire. */
export function presentEvent({ sequence, occurredAt, correlationId, userId, fact }: StoredFact): HistoryEventView {
  const payload = Object.entries(fact.payload).filter(([key]) => !INSIDE_ONLY.has(key));
  return {
    sequence,
    type: fact.type,
    occurred_at: occurredAt,
    correlation_id: correlationId,
    user_id: userId,
    payload: Object.fromEntries(payload),
  };
}
