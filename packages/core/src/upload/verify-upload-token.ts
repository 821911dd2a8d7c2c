import type { UploadToken } from '../access/index.ts';
import type { Clock } from '../runtime/index.ts';
import type { UploadTokenSeal } from './seal-upload-token.ts';
import type { UploadTokens } from './upload-tokens.ts';

export type VerifyTokenDeps = {
  readonly seal: UploadTokenSeal;
  readonly tokens: UploadTokens;
  readonly clock: Clock;
};

/** `reason` is for the log. */
export type TokenVerdict =
  | { readonly kind: 'valid'; readonly principal: UploadToken }
  | { readonly kind: 'refused'; readonly reason: 'forged token' | 'expired token' | 'revoked token' };

/**
 * Who comes with an upload token: its seal first, which costs a forger's request no more than a hash, then its time, then
 * its row. The token of one upload has a row only when it was made with a token, and ends with it.
 */
export function createVerifyUploadToken({ seal, tokens, clock }: VerifyTokenDeps) {
  return async (token: string): Promise<TokenVerdict> => {
    const claims = await seal.open(token);
    if (claims === undefined) {
      return { kind: 'refused', reason: 'forged token' };
    }
    const { tenantId, tokenId, userId, uploadId, expiresAt } = claims;
    if (expiresAt * 1000 <= clock()) {
      return { kind: 'refused', reason: 'expired token' };
    }
    const principal = { kind: 'upload_token', tenantId, tokenId, userId } as const;
    if (uploadId === tokenId) {
      return { kind: 'valid', principal: { ...principal, uploadId } };
    }
    const row = await tokens.find({ tenantId, tokenId });
    if (row === undefined || row.revoked) {
      return { kind: 'refused', reason: 'revoked token' };
    }
    if (uploadId !== undefined) {
      return { kind: 'valid', principal: { ...principal, uploadId } };
    }
    const { maxFiles, maxBytes, mimeTypes } = row;
    const limits = { maxFiles, maxBytes, ...(mimeTypes && { mimeTypes }) };
    return { kind: 'valid', principal: { ...principal, limits } };
  };
}
