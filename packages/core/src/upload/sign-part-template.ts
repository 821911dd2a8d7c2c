import type { Caller, UploadDeps } from './deps.ts';
import type { SignedRequest } from './object-storage.ts';
import { openParts } from './sign-parts.ts';
import { type PartChecksums, partsToSign, signUpload } from './sign-upload.ts';

export type SignedUploadTemplate = {
  readonly template: SignedRequest;
  readonly parts: readonly { readonly n: number; readonly signature: string }[];
};

/**
 * Signs the asked parts as createSignParts does, and says what they share once. The one part of a single PUT shares
 * nothing: its template is the request itself. Throws what createSignParts throws.
 */
export function createSignPartTemplate(deps: UploadDeps) {
  return async (
    caller: Caller,
    uploadId: string,
    numbers: readonly number[],
    checksums?: PartChecksums,
  ): Promise<SignedUploadTemplate> => {
    const upload = await openParts(deps, caller, uploadId, numbers, checksums);
    if (upload.multipartId === undefined) {
      const [signed] = await signUpload(deps, upload, [1], { ...(checksums && { checksums }) });
      if (signed === undefined) {
        throw new TypeError(`the one part of upload ${uploadId} was not signed`);
      }
      const { url, headers, expiresAt } = signed;
      return { template: { url, headers, expiresAt }, parts: numbers.map((n) => ({ n, signature: '' })) };
    }
    const request = partsToSign(upload, upload.multipartId, numbers, checksums);
    const { template, signatures } = await deps.storage.signPartTemplate(request);
    return { template, parts: numbers.map((n, index) => ({ n, signature: signatures[index] ?? '' })) };
  };
}
