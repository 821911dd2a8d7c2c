import { RefusedError } from '../runtime/index.ts';
import type { Caller, UploadDeps } from './deps.ts';

/** Counts new files for the token they are made with; a repeat is not counted again. Throws RefusedError `token_scope` when it has no room. */
export async function countForToken(
  { tokens }: Pick<UploadDeps, 'tokens'>,
  { tenantId, token }: Pick<Caller, 'tenantId' | 'token'>,
  uploadId: string,
): Promise<void> {
  if (token === undefined) {
    return;
  }
  if ((await tokens.count({ tenantId, tokenId: token.tokenId }, [uploadId])) === 'refused') {
    throw noRoom(token);
  }
}

export function noRoom(token: NonNullable<Caller['token']>): RefusedError {
  return new RefusedError(
    'token_scope',
    `this token allows ${token.limits?.maxFiles ?? 0} files, and they are used up: ask for another`,
  );
}
