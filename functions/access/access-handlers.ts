import type { accessRoutes } from '@sluice/contracts';
import type { RouteHandlers } from '@sluice/lambda';

/** Access's routes. */
export const accessHandlers: RouteHandlers<typeof accessRoutes> = {
  async getMe({ principal: { userId, tenantId, roles, email } }) {
    return {
      status: 200,
      body: { user_id: userId, tenant_id: tenantId, roles: [...roles], ...(email !== undefined && { email }) },
    };
  },
};
