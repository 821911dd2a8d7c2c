import type * as z from 'zod/mini';
import type { ErrorCode } from '../errors.ts';
import type { Role } from '../schemas/access.ts';
import type { Scope } from '../scopes.ts';
import type { Service } from '../stages.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call: everyone, members of a tenant with at least `role`, who runs the platform, or who has an upload token.
 * `own` narrows what below an admin may touch to what the caller made.
 */
export type Auth = PublicAuth | MemberAuth | OperatorAuth | UploadTokenAuth;
export type PublicAuth = { readonly kind: 'public' };
export type MemberAuth = {
  readonly kind: 'member';
  readonly role: Role;
  readonly scope: Scope;
  readonly own: boolean;
  /** Which upload tokens may call it as well. @default none */
  readonly uploadToken?: TokenReach;
};

/** `page`: tokens for many uploads; `upload`: the token of one upload too, for that upload. */
export type TokenReach = 'page' | 'upload';
export type TokenableAuth = MemberAuth & { readonly uploadToken: TokenReach };

/** Upload tokens only, in the path as `upload_token`: for clients that send no headers. */
export type UploadTokenAuth = { readonly kind: 'upload_token'; readonly reach: TokenReach };

/** No member, not even an admin, and of no tenant: such a route answers ids and reasons, never what is in files. */
export type OperatorAuth = { readonly kind: 'operator' };

/** The bucket a call counts against. */
export type RateClass = 'public' | 'read' | 'write' | 'transfer' | 'ai';

export type Route = {
  readonly operationId: string;
  readonly service: Service;
  readonly method: Method;
  /** `{name}` marks a path parameter. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly auth: Auth;
  readonly rateClass: RateClass;
  /**
   * `key`: a repeat with the same Idempotency-Key changes nothing; `optional`: the same, but without a key each call is a
   * new one; `natural`: any repeat changes nothing.
   */
  readonly idempotency: 'key' | 'optional' | 'natural';
  readonly params?: z.ZodMiniObject;
  readonly query?: z.ZodMiniObject;
  readonly body?: z.ZodMiniType;
  /**
   * How the body arrives. `form`: multipart/form-data, each field a text or a File; `unread`: whatever was sent is
   * looked at by nobody.
   * @default 'json'
   */
  readonly bodyKind?: 'json' | 'form' | 'unread';
  /** Of JSON. @default what the edge reads of any route */
  readonly maxBodyBytes?: number;
  readonly answers: Readonly<Record<number, z.ZodMiniType | null>>;
  readonly errors: readonly ErrorCode[];
};

/** Keeps the literal types of a declaration while it is checked. */
export function defineRoute<const R extends Route>(route: R): R {
  return route;
}

export function member(role: Role, scope: Scope, own = false): MemberAuth {
  return { kind: 'member', role, scope, own };
}

/** As `member`, and for upload tokens. */
export function memberOrToken(role: Role, scope: Scope, own: boolean, uploadToken: TokenReach): TokenableAuth {
  return { kind: 'member', role, scope, own, uploadToken };
}

export function tokenInPath(reach: TokenReach): UploadTokenAuth {
  return { kind: 'upload_token', reach };
}

export const PUBLIC: PublicAuth = { kind: 'public' };
export const OPERATOR: OperatorAuth = { kind: 'operator' };

/** Codes every authenticated route can answer besides its own. */
export const COMMON_ERRORS = [
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'token_scope',
  'tenant_suspended',
  'rate_limited',
  'internal_error',
  'unavailable',
] as const;
