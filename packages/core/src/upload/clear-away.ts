import type { UploadDeps } from './deps.ts';
import type { Upload } from './upload-record.ts';

/** A client that only follows redirects may have put its bytes more than once. */
const MOST_VERSIONS = 100;

/** Removes what S3 has of an upload that was given up: its parts, and every version of its object. Twice is fine. */
export async function clearAway({ storage }: Pick<UploadDeps, 'storage'>, upload: Upload): Promise<void> {
  const { objectKey: key } = upload;
  for (const multipartId of await storage.listMultiparts(key)) {
    await storage.abortMultipart({ key, multipartId });
  }
  for (let removed = 0; removed < MOST_VERSIONS; removed += 1) {
    const leftover = await storage.head(key);
    if (leftover === undefined) return;
    await storage.remove({ key, versionId: leftover.versionId });
  }
}
