import { clearAway } from './clear-away.ts';
import type { UploadEvent } from './decide-upload.ts';
import type { UploadDeps } from './deps.ts';
import { type Moved, moveUpload } from './move-upload.ts';
import { forgetKnownContent } from './take-known-content.ts';
import type { Upload } from './upload-record.ts';

export type EndDeps = Pick<UploadDeps, 'uploads' | 'storage' | 'quotas' | 'clock' | 'knownContents'>;

/**
 * Gives an upload up and removes what is stored of it. The row is closed first: bytes that arrive from now on are removed
 * by whoever sees their event, and what a crash leaves by whoever looks at the row again.
 */
export async function endUpload(
  deps: EndDeps,
  upload: Upload,
  event: Extract<UploadEvent, { type: 'aborted' | 'expired' | 'failed' }>,
  cause: { readonly correlationId?: string; readonly userId?: string } = {},
): Promise<Moved> {
  const moved = await moveUpload(deps, upload, event, cause);
  if (moved.outcome === 'changed') {
    await deps.quotas.release(upload);
  }
  const { status } = moved.upload;
  if (status === 'aborted' || status === 'expired' || status === 'failed') {
    await forgetKnownContent(deps, moved.upload);
    await clearAway(deps, moved.upload);
  }
  return moved;
}
