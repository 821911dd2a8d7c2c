import { OPERATOR_ROLE } from '@sluice/contracts';
import { chooseMembership, type Memberships } from '@sluice/core/access';
import * as z from 'zod/mini';

const text = z.optional(z.string());

/** What we read of the event a user pool sends before it makes tokens (pre token generation, version 2). */
export const tokenEventSchema = z.object({
  version: z.enum(['2', '3']),
  request: z.object({
    userAttributes: z.object({
      sub: z.string().check(z.minLength(1)),
      email: text,
      // Cognito says it in words.
      email_verified: text,
      'custom:tenant': text,
    }),
    groupConfiguration: z.nullish(z.object({ groupsToOverride: z.nullish(z.array(z.string())) })),
    clientMetadata: z.nullish(z.record(z.string(), z.string())),
  }),
});
export type TokenEvent = z.infer<typeof tokenEventSchema>;

/** Additions to an access token; empty for who belongs nowhere, whom the API then refuses. */
export type Claims = { readonly tenant_id?: string; readonly roles?: string[]; readonly email?: string };

/**
 * What an access token says of somebody: the tenant named by who asks for the token, else by an administrator in
 * `custom:tenant`, else their first, with their roles in it. Who is in the group of operators has no tenant.
 */
export function createClaimsFor(deps: {
  readonly memberships: Pick<Memberships, 'membershipsOf'>;
  readonly operatorsGroup: string;
}): (event: TokenEvent) => Promise<Claims> {
  return async ({ request: { userAttributes, groupConfiguration, clientMetadata } }) => {
    const { sub, email } = userAttributes;
    const mail = email !== undefined && userAttributes.email_verified === 'true' ? { email } : {};
    if (groupConfiguration?.groupsToOverride?.includes(deps.operatorsGroup)) {
      return { roles: [OPERATOR_ROLE], ...mail };
    }
    const named = clientMetadata?.tenant ?? userAttributes['custom:tenant'];
    const membership = chooseMembership(await deps.memberships.membershipsOf(sub), named);
    return membership ? { tenant_id: membership.tenantId, roles: [...membership.roles], ...mail } : {};
  };
}

/** The claims as a user pool wants them answered (versions 2 and 3): into access tokens, and not into identity tokens. */
export function answerOf(claims: Claims) {
  return { claimsAndScopeOverrideDetails: { accessTokenGeneration: { claimsToAddOrOverride: claims } } };
}
