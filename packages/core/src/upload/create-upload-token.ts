import { uploadRoutes } from '@sluice/contracts';
import type { TokenLimits } from '../access/index.ts';
import type { Clock, Ids } from '../runtime/index.ts';
import { claimId } from './claim-id.ts';
import type { Caller } from './deps.ts';
import type { IdempotencyKeys } from './idempotency-keys.ts';
import type { UploadTokenSeal } from './seal-upload-token.ts';
import { UPLOAD_LIFE } from './upload-life.ts';
import type { Upload } from './upload-record.ts';
import type { UploadTokenRecord, UploadTokens } from './upload-tokens.ts';

export type TokenRequest = TokenLimits & { readonly expiresInSeconds: number };

export type CreateTokenDeps = {
  readonly tokens: UploadTokens;
  readonly seal: UploadTokenSeal;
  readonly idempotencyKeys: IdempotencyKeys;
  readonly clock: Clock;
  readonly ids: Ids;
};

/** Makes a token for a page. A repeat with the same key answers the same token: it is derived, not stored. Throws RefusedError `idempotency_mismatch`. */
export function createCreateUploadToken(deps: CreateTokenDeps) {
  return async (
    caller: Caller,
    idempotencyKey: string,
    request: TokenRequest,
  ): Promise<{ record: UploadTokenRecord; token: string }> => {
    const { operationId } = uploadRoutes.createUploadToken;
    const { id: tokenId } = await claimId(deps, caller, { operationId, key: idempotencyKey, request });
    const { expiresInSeconds, ...limits } = request;
    // A token's payload has whole seconds.
    const expiresAt = (Math.floor(deps.clock() / 1000) + expiresInSeconds) * 1000;
    const record = await deps.tokens.add({
      ...limits,
      tenantId: caller.tenantId,
      tokenId,
      ownerId: caller.userId,
      expiresAt: new Date(expiresAt).toISOString(),
      keptUntil: new Date(expiresAt + UPLOAD_LIFE).toISOString(),
      revoked: false,
    });
    const token = await deps.seal.seal({
      tenantId: record.tenantId,
      tokenId,
      userId: record.ownerId,
      expiresAt: Date.parse(record.expiresAt) / 1000,
    });
    return { record, token };
  };
}

/** The token of one upload: of itself, or of the token the upload was made with, with which it ends. */
export function sealTokenOf(seal: UploadTokenSeal, upload: Upload): Promise<string> {
  const { tenantId, uploadId, ownerId, tokenId = uploadId, expiresAt } = upload;
  return seal.seal({
    tenantId,
    tokenId,
    userId: ownerId,
    uploadId,
    expiresAt: Math.floor(Date.parse(expiresAt) / 1000),
  });
}
