import { assertChecksums } from './assert-checksums.ts';
import type { Caller, UploadDeps } from './deps.ts';
import { assertOpen, findUpload } from './find-upload.ts';
import { openMultipart } from './open-multipart.ts';
import { assertParts } from './sign-parts.ts';
import { signUpload } from './sign-upload.ts';

/**
 * Where the bytes of chunk `index` (from 0) go: the signed URL of part `index + 1`. A client that only follows a redirect
 * sends no header of ours, so a single PUT is signed without a condition; the first version to be seen is the one that
 * counts. Throws NotFoundError, RefusedError `invalid_part`, `state_conflict`, `upload_expired`.
 */
export function createRedirectChunk(deps: UploadDeps) {
  return async (caller: Caller, uploadId: string, index: number): Promise<string> => {
    const upload = await findUpload(deps, caller, uploadId);
    assertOpen(upload, deps.clock());
    const n = index + 1;
    assertParts(upload, [n]);
    assertChecksums(upload, [n]);
    const [part] = await signUpload(deps, await openMultipart(deps, upload), [n], { mayReplace: true });
    if (part === undefined) {
      throw new TypeError(`part ${n} of upload ${uploadId} was not signed`);
    }
    return part.url;
  };
}
