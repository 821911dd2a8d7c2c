import type { TokenLimits } from '../access/index.ts';
import type { Page, PageRequest } from '../history/index.ts';

export type TokenKey = { readonly tenantId: string; readonly tokenId: string };

/** A token as it was made; the token itself is never stored. Times are RFC 3339. */
export type UploadTokenRecord = TokenKey &
  TokenLimits & {
    readonly ownerId: string;
    readonly expiresAt: string;
    /** Until then it must be known whether it was revoked: tokens of uploads made with it live longer than itself. */
    readonly keptUntil: string;
    readonly revoked: boolean;
  };

/** Upload tokens: what each may, how much of it is used, and whether it was revoked. */
export interface UploadTokens {
  /** Keeps the token, or answers the one that is there already. */
  add(token: UploadTokenRecord): Promise<UploadTokenRecord>;
  find(key: TokenKey): Promise<UploadTokenRecord | undefined>;
  /** Ends it; a repeat changes nothing, and neither does one that is not there. */
  revoke(key: TokenKey): Promise<void>;
  /**
   * Counts files towards the token's `maxFiles`, all or none, atomically. `counted`: all were new; `known`: one of them was
   * counted before, so none is now; `refused`: there is no room for them, or the token is revoked or not there.
   */
  count(key: TokenKey, uploadIds: readonly string[]): Promise<'counted' | 'known' | 'refused'>;
  /** The ids of what was counted, newest first. */
  counted(key: TokenKey, page: PageRequest): Promise<Page<string>>;
}

/** Files one `count` takes: one transaction of DynamoDB. */
export const MAX_COUNTED_AT_ONCE = 33;
