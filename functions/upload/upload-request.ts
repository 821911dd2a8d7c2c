import type { CreateUploadBody } from '@sluice/contracts';
import type { UploadRequest } from '@sluice/core/upload';

/** What is declared of a file, off the wire. */
export function requestOf(body: Omit<CreateUploadBody, 'sign' | 'upload_form'>): UploadRequest {
  const { filename, size_bytes, mime_type, relative_path, checksum, metadata, tags, priority, fingerprint, dedupe } =
    body;
  return {
    filename,
    sizeBytes: size_bytes,
    mimeType: mime_type,
    ...(relative_path !== undefined && { relativePath: relative_path }),
    ...(checksum !== undefined && { checksum }),
    ...(metadata !== undefined && { metadata }),
    ...(tags !== undefined && { tags }),
    ...(priority !== undefined && { priority }),
    ...(fingerprint !== undefined && { fingerprint }),
    ...(dedupe !== undefined && { dedupe }),
  };
}
