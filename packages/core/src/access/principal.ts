import { ROLES, type Role, type Scope } from '@sluice/contracts';

/** Who makes a request, as proved by credentials. */
export type Principal = Member | Operator | UploadToken;

/** Somebody in a tenant. The tenant comes from the credentials and from nowhere else. */
export type Member = {
  readonly kind: 'member';
  readonly userId: string;
  readonly tenantId: string;
  /** At least one. */
  readonly roles: readonly Role[];
  readonly email?: string;
  /** A person may do all that the role may; a machine's key is narrowed to its scopes. */
  readonly scopes: 'all' | readonly Scope[];
};

/** Who runs the platform: of no tenant, and so without anything a tenant has. */
export type Operator = { readonly kind: 'operator'; readonly userId: string; readonly email?: string };

/** A page that was given a token: it may send files, as far as the token's limits go, and look after those it sent. */
export type UploadToken = {
  readonly kind: 'upload_token';
  readonly tenantId: string;
  /** Of a token of one upload without a parent: the upload's own id. */
  readonly tokenId: string;
  /** Who made the token owns what is sent with it. */
  readonly userId: string;
  /** The one upload it is for; without it for all that are made with it. */
  readonly uploadId?: string;
  /** What may be sent; a token of one upload sends nothing new. */
  readonly limits?: TokenLimits;
};

/** Recognisable, so that scanners of leaked secrets find it, and the edge tells it from an access token. */
export const UPLOAD_TOKEN_PREFIX = 'slu_';

export type TokenLimits = {
  readonly maxFiles: number;
  /** Of one file. */
  readonly maxBytes: number;
  /** `type/subtype` and `type/*`; without it whatever the tenant allows. */
  readonly mimeTypes?: readonly string[];
};

/** Roles are ranked: who has a stronger one has the weaker ones too. */
export function hasRole(principal: Member, role: Role): boolean {
  const needed = ROLES.indexOf(role);
  return principal.roles.some((own) => ROLES.indexOf(own) >= needed);
}

/** Who asks for what somebody made; `seesAll` for those who may touch what others made. */
export type Toucher = { readonly userId: string; readonly seesAll: boolean };

/** A member as one who touches things: an admin may touch everybody's. */
export function toucherOf(principal: Member): Toucher {
  return { userId: principal.userId, seesAll: hasRole(principal, 'admin') };
}

/** Whether somebody may touch what `ownerId` made, where a route says `own`: the owner may, and who sees all. */
export function mayTouch({ userId, seesAll }: Toucher, ownerId: string): boolean {
  return seesAll || userId === ownerId;
}
