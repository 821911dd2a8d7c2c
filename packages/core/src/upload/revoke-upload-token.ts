import { mayTouch } from '../access/index.ts';
import { NotFoundError } from '../runtime/index.ts';
import type { Caller } from './deps.ts';
import type { UploadTokens } from './upload-tokens.ts';

/** Ends a token at once. A repeat is fine. Throws NotFoundError, also for what somebody else made. */
export function createRevokeUploadToken({ tokens }: { readonly tokens: UploadTokens }) {
  return async (caller: Pick<Caller, 'tenantId' | 'userId' | 'seesAll'>, tokenId: string): Promise<void> => {
    const key = { tenantId: caller.tenantId, tokenId };
    const found = await tokens.find(key);
    if (found === undefined || !mayTouch(caller, found.ownerId)) {
      throw new NotFoundError('upload token', tokenId);
    }
    await tokens.revoke(key);
  };
}
