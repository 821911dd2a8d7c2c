import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import { UPLOAD_TOKEN_PREFIX } from '../access/index.ts';

/** What a token says of itself. */
export type TokenClaims = {
  readonly tenantId: string;
  readonly tokenId: string;
  readonly userId: string;
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly uploadId?: string;
};

export type UploadTokenSeal = {
  /** The same token for the same claims, so that it can be told again without being stored. */
  seal(claims: TokenClaims): Promise<string>;
  /** What it says, when it is one of ours; whether it still holds is not asked here. */
  open(token: string): Promise<TokenClaims | undefined>;
};

/** The longest user id and tenant make 600 characters. */
const MAX_TOKEN = 1024;
const TOKEN = /^slu_([\w-]+)\.([\w-]{43})$/;

const payloadSchema = z.strictObject({
  t: z.string(),
  i: z.string(),
  e: z.int(),
  o: z.string(),
  u: z.exactOptional(z.string()),
});

/** `slu_<payload>.<mac>`: base64url of JSON, and of its HMAC-SHA-256. The secret is read when first needed. */
export function createUploadTokenSeal(readSecret: () => Promise<string>): UploadTokenSeal {
  const macOf = async (payload: string) =>
    createHmac('sha256', await readSecret())
      .update(`${UPLOAD_TOKEN_PREFIX}${payload}`)
      .digest();
  return {
    async seal({ tenantId, tokenId, expiresAt, userId, uploadId }) {
      const claims = {
        t: tenantId,
        i: tokenId,
        e: expiresAt,
        o: userId,
        ...(uploadId !== undefined && { u: uploadId }),
      };
      const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return `${UPLOAD_TOKEN_PREFIX}${payload}.${(await macOf(payload)).toString('base64url')}`;
    },
    async open(token) {
      const [, payload, mac] = token.length <= MAX_TOKEN ? (TOKEN.exec(token) ?? []) : [];
      if (payload === undefined || mac === undefined) {
        return undefined;
      }
      // Nothing of it is read before it is known to be ours. Compared as text: base64url has spare bits at its end.
      const expected = (await macOf(payload)).toString('base64url');
      if (!timingSafeEqual(Buffer.from(mac), Buffer.from(expected))) {
        return undefined;
      }
      const { t, i, e, o, u } = z.parse(payloadSchema, JSON.parse(Buffer.from(payload, 'base64url').toString()));
      return { tenantId: t, tokenId: i, expiresAt: e, userId: o, ...(u !== undefined && { uploadId: u }) };
    },
  };
}
