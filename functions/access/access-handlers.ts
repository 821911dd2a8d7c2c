import type { accessRoutes } from '@sluice/contracts';
import type { MemberDeps, TenantDeps } from '@sluice/core/access';
import type { CursorSeal } from '@sluice/core/runtime';
import type { RouteHandlers } from '@sluice/lambda';
import { type ApiKeyHandlerDeps, createApiKeyHandlers } from './api-key-handlers.ts';
import { createGetSignIn, type SignInEnv } from './get-sign-in.ts';
import { createMemberHandlers } from './member-handlers.ts';
import { createTenantHandlers } from './tenant-handlers.ts';

export type AccessDeps = ApiKeyHandlerDeps & MemberDeps & TenantDeps;

/** Access's routes. */
export function createAccessHandlers(
  deps: AccessDeps,
  cursors: CursorSeal,
  env: SignInEnv,
): RouteHandlers<typeof accessRoutes> {
  return {
    getSignIn: createGetSignIn(env),
    async getMe({ principal: { userId, tenantId, roles, email } }) {
      return {
        status: 200,
        body: { user_id: userId, tenant_id: tenantId, roles: [...roles], ...(email !== undefined && { email }) },
      };
    },
    ...createApiKeyHandlers(deps, cursors),
    ...createMemberHandlers(deps, cursors),
    ...createTenantHandlers(deps, cursors),
  };
}
