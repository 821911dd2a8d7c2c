import type { accessRoutes } from '@sluice/contracts';
import type { RouteHandlers } from '@sluice/lambda';

/** Access's routes, but for the one that needs to know how the function was deployed. */
export const accessHandlers: Omit<RouteHandlers<typeof accessRoutes>, 'getSignIn'> = {
  async getMe({ principal: { userId, tenantId, roles, email } }) {
    return {
      status: 200,
      body: { user_id: userId, tenant_id: tenantId, roles: [...roles], ...(email !== undefined && { email }) },
    };
  },
};
