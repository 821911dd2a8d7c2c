import type * as z from 'zod/mini';
import type { ErrorCode } from '../errors.ts';
import type { Role } from '../schemas/access.ts';
import type { Scope } from '../scopes.ts';
import type { Service } from '../stages.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call: everyone, members of a tenant with at least `role`, or who runs the platform. `own` narrows what below
 * an admin may touch to what the caller made.
 */
export type Auth = PublicAuth | MemberAuth | OperatorAuth;
export type PublicAuth = { readonly kind: 'public' };
export type MemberAuth = { readonly kind: 'member'; readonly role: Role; readonly scope: Scope; readonly own: boolean };

/** No member, not even an admin, and of no tenant: such a route answers ids and reasons, never what is in files. */
export type OperatorAuth = { readonly kind: 'operator' };

/** The bucket a call counts against. */
export type RateClass = 'public' | 'read' | 'write' | 'transfer';

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

export const PUBLIC: PublicAuth = { kind: 'public' };
export const OPERATOR: OperatorAuth = { kind: 'operator' };

/** Codes every authenticated route can answer besides its own. */
export const COMMON_ERRORS = [
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'tenant_suspended',
  'rate_limited',
  'internal_error',
  'unavailable',
] as const;
