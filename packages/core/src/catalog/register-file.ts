import type { AppendFacts } from '../history/index.ts';
import type { RegisterFile } from '../upload/index.ts';

/** Puts a file whose bytes are stored into the catalog: the first fact of its history. Once per version. */
export function createRegisterFile(append: AppendFacts): RegisterFile {
  return async ({ upload, storage, isRepeat = false }) => {
    const { tenantId, fileId, version, correlationId, ownerId, priority } = upload;
    await append({
      key: { tenantId, id: fileId },
      dedupeKey: `uploaded#${version}`,
      cause: { correlationId, userId: ownerId, priority },
      ...(version === 1 && !isRepeat && { known: 'absent' as const }),
      decide: (file) =>
        file !== undefined && file.version >= version
          ? []
          : [
              {
                type: 'file.uploaded',
                payload: {
                  schema_version: 1,
                  file_id: fileId,
                  version,
                  upload_id: upload.uploadId,
                  filename: upload.filename,
                  mime_type: upload.mimeType,
                  size_bytes: upload.sizeBytes,
                  owner_id: ownerId,
                  storage_url: storage.storageUrl,
                  version_id: storage.versionId,
                  ...(upload.relativePath !== undefined && { relative_path: upload.relativePath }),
                  ...(upload.storageUrl !== undefined && upload.dedupe && { sha256: upload.dedupe.sha256 }),
                  ...(upload.checksum && { checksum: upload.checksum }),
                  ...(upload.relativePath !== undefined && { relative_path: upload.relativePath }),
                  metadata: upload.metadata,
                  tags: [...upload.tags],
                  priority,
                  ...(upload.operations && { operations: [...upload.operations] }),
                  ...(upload.callbackUrl !== undefined && { callback_url: upload.callbackUrl }),
                },
              },
            ],
    });
  };
}
