import type { FactOf } from '@sluice/contracts';

export const VALID_FILE_ID = '019b76da-a800-7000-8000-000000000001';
export const VALID_UPLOAD_ID = '019b76da-a800-7000-8000-000000000002';

/** For tests: how the log of a valid file begins. */
export function fileUploaded(more: Partial<FactOf<'file.uploaded'>['payload']> = {}): FactOf<'file.uploaded'> {
  return {
    type: 'file.uploaded',
    payload: {
      schema_version: 1,
      file_id: VALID_FILE_ID,
      version: 1,
      upload_id: VALID_UPLOAD_ID,
      filename: 'holiday photo.final.jpg',
      mime_type: 'image/jpeg',
      size_bytes: 1000,
      owner_id: 'user-1',
      storage_url: `s3://content/t/acme/${VALID_UPLOAD_ID}`,
      version_id: 'version-1',
      metadata: { project: 'x' },
      tags: ['summer'],
      priority: 5,
      ...more,
    },
  };
}
