import { RefusedError } from '../runtime/index.ts';
import { type EndDeps, endUpload } from './end-upload.ts';
import type { Upload } from './upload-record.ts';

/** Ends an upload whose bytes are more than it may have, and leaves nothing of them. A repeat is fine. */
export async function failTooLarge(deps: EndDeps, upload: Upload, storedBytes: number): Promise<RefusedError> {
  await endUpload(deps, upload, { type: 'failed', reason: 'too_large' });
  return new RefusedError(
    'file_too_large',
    `${storedBytes} bytes were sent, at most ${upload.sizeBytes} are allowed: they are removed`,
  );
}

/** Whether it was sent more than its ceiling. Only where no size was signed can that be. */
export function isTooLarge({ sizing, sizeBytes }: Upload, stored: { readonly sizeBytes: number } | undefined): boolean {
  return sizing === 'at_most' && stored !== undefined && stored.sizeBytes > sizeBytes;
}
