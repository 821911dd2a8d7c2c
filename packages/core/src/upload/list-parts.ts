import type { Page } from '../history/index.ts';
import { RefusedError } from '../runtime/index.ts';
import type { Caller, UploadDeps } from './deps.ts';
import { findUpload } from './find-upload.ts';
import type { StoredPart } from './object-storage.ts';

/** What S3 has stored so far, a page at a time. Throws NotFoundError, RefusedError `state_conflict` once S3 has let go of the parts. */
export function createListParts(deps: Pick<UploadDeps, 'uploads' | 'storage'>) {
  return async (caller: Caller, uploadId: string, after?: string): Promise<Page<StoredPart>> => {
    const upload = await findUpload(deps, caller, uploadId);
    if (upload.multipartId !== undefined) {
      const parts = await deps.storage.listParts({ key: upload.objectKey, multipartId: upload.multipartId, after });
      if (parts === 'gone') {
        throw new RefusedError('state_conflict', `upload ${uploadId} is ${upload.status}: it has no parts any more`);
      }
      return parts;
    }
    const object = upload.strategy === 'single' ? await deps.storage.head(upload.objectKey) : undefined;
    return { items: object ? [{ n: 1, sizeBytes: object.sizeBytes, etag: '' }] : [] };
  };
}
