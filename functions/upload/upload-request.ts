import type { CreateUploadBody, Operation } from '@sluice/contracts';
import type { UploadRequest } from '@sluice/core/upload';

/** What is declared of a file, off the wire. */
export function requestOf(body: Omit<CreateUploadBody, 'sign' | 'upload_form'>): UploadRequest {
  const { operations, callback_url } = body;
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
    ...(operations !== undefined && { operations: operations.map(operationOf) }),
    ...(callback_url !== undefined && { callbackUrl: callback_url }),
  };
}

/** A name alone is a task without parameters. */
function operationOf(operation: NonNullable<CreateUploadBody['operations']>[number]): Operation {
  return typeof operation === 'string' ? { task: operation } : operation;
}
