import type { Caller, UploadDeps } from './deps.ts';
import { assertOpen, findUpload } from './find-upload.ts';
import type { IssuedCredentials, UploadCredentials } from './upload-credentials.ts';

export type IssueCredentialsDeps = Pick<UploadDeps, 'uploads' | 'clock'> & { readonly credentials: UploadCredentials };

/**
 * Credentials for a client's own S3 tools to put the bytes of one upload, in place of signed URLs. Throws NotFoundError,
 * RefusedError `state_conflict`, `upload_expired`.
 */
export function createIssueCredentials(deps: IssueCredentialsDeps) {
  return async (caller: Caller, uploadId: string): Promise<IssuedCredentials> => {
    const upload = await findUpload(deps, caller, uploadId);
    assertOpen(upload, deps.clock());
    return deps.credentials.issue({
      key: upload.objectKey,
      sessionName: `upload-${uploadId}`,
      notAfter: upload.expiresAt,
    });
  };
}
