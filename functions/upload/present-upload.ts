import type {
  SignedFormView,
  SignedPart,
  SignedPartTemplate,
  UploadCredentialsView,
  UploadProgressView,
  UploadView,
} from '@sluice/contracts';
import type {
  IssuedCredentials,
  SignedForm,
  SignedUploadPart,
  SignedUploadTemplate,
  Upload,
  UploadProgress,
} from '@sluice/core/upload';

/** Parts sent at once beyond this only wait in the client's own queue. */
const MAX_CONCURRENCY = 8;

/** An upload on the wire. */
export function presentUpload(upload: Upload): UploadView {
  return {
    upload_id: upload.uploadId,
    status: upload.status,
    ...(upload.reason !== undefined && { reason: upload.reason }),
    filename: upload.filename,
    size_bytes: upload.sizeBytes,
    mime_type: upload.mimeType,
    strategy: upload.strategy,
    part_size: upload.partSize,
    part_count: upload.partCount,
    max_concurrency: MAX_CONCURRENCY,
    ...(upload.status === 'completed' && { file_id: upload.fileId }),
    ...(upload.relativePath !== undefined && { relative_path: upload.relativePath }),
    ...(upload.fingerprint !== undefined && { fingerprint: upload.fingerprint }),
    ...(upload.checksum !== undefined && { checksum: upload.checksum }),
    metadata: upload.metadata,
    tags: [...upload.tags],
    priority: upload.priority,
    ...(upload.operations !== undefined && { operations: [...upload.operations] }),
    ...(upload.callbackUrl !== undefined && { callback_url: upload.callbackUrl }),
    created_at: upload.createdAt,
    updated_at: upload.updatedAt,
    expires_at: upload.expiresAt,
  };
}

/** A signed request for one part on the wire. */
export function presentPart({ n, url, headers, sizeBytes, expiresAt }: SignedUploadPart): SignedPart {
  return { n, url, method: 'PUT', headers, size: sizeBytes, expires_at: expiresAt };
}

/** A signed form on the wire. */
export function presentForm({ url, fields, expiresAt }: SignedForm): SignedFormView {
  return { url, fields, expires_at: expiresAt };
}

/** Credentials on the wire. */
export function presentCredentials({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  expiresAt,
  ...where
}: IssuedCredentials): UploadCredentialsView {
  return {
    credentials: {
      access_key_id: accessKeyId,
      secret_access_key: secretAccessKey,
      session_token: sessionToken,
      expiration: expiresAt,
    },
    ...where,
  };
}

/** Signatures and what they share on the wire. */
export function presentTemplate({ template, parts }: SignedUploadTemplate): SignedPartTemplate {
  const { url, headers, expiresAt } = template;
  return { template: { url, method: 'PUT', headers, expires_at: expiresAt }, parts: [...parts] };
}

/** How far an upload has come, on the wire. */
export function presentProgress({
  upload,
  partsUploaded,
  bytesUploaded,
  percentage,
}: UploadProgress): UploadProgressView {
  return {
    upload_id: upload.uploadId,
    status: upload.status,
    parts_uploaded: partsUploaded,
    total_parts: upload.partCount,
    bytes_uploaded: bytesUploaded,
    total_bytes: upload.sizeBytes,
    percentage,
    ...(upload.status === 'completed' && { file_id: upload.fileId }),
  };
}
