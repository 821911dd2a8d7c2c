import { RefusedError } from '../runtime/index.ts';
import type { UploadDeps } from './deps.ts';
import { assertOpen } from './find-upload.ts';
import type { SignedForm, SignedRequest } from './object-storage.ts';
import { openMultipart } from './open-multipart.ts';
import { assertParts } from './sign-parts.ts';
import { URL_LIFE_SECONDS } from './sign-upload.ts';
import type { Upload } from './upload-record.ts';

/** Part PUTs of any length, in the order asked: what is too much is found when they are put together. Throws as createSignParts does. */
export async function signOpenParts(
  deps: UploadDeps,
  upload: Upload,
  numbers: readonly number[],
): Promise<readonly SignedRequest[]> {
  assertOpen(upload, deps.clock());
  assertParts(upload, numbers);
  const { objectKey: key, multipartId } = await openMultipart(deps, upload);
  if (multipartId === undefined) {
    throw new RefusedError(
      'state_conflict',
      `upload ${upload.uploadId} is ${upload.strategy}: it has no parts to sign`,
    );
  }
  const parts = numbers.map((n) => ({ n }));
  return deps.storage.signParts({ key, multipartId, parts, expiresInSeconds: URL_LIFE_SECONDS });
}

/** A form for a file of any size up to the ceiling. */
export function signOpenForm({ storage }: Pick<UploadDeps, 'storage'>, upload: Upload): Promise<SignedForm> {
  const { objectKey: key, sizeBytes: maxBytes } = upload;
  return storage.signPost({ key, minBytes: 0, maxBytes, expiresInSeconds: URL_LIFE_SECONDS });
}
