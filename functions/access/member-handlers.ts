import type { MemberView, memberRoutes } from '@sluice/contracts';
import {
  createGetMember,
  createListMembers,
  createPutMember,
  createRemoveMember,
  type MemberDeps,
  type Membership,
} from '@sluice/core/access';
import type { CursorSeal } from '@sluice/core/runtime';
import type { RouteHandlers } from '@sluice/lambda';
import { createPager } from './create-pager.ts';

/** The routes of a tenant's members on their use cases. */
export function createMemberHandlers(deps: MemberDeps, cursors: CursorSeal): RouteHandlers<typeof memberRoutes> {
  const list = createListMembers(deps);
  const get = createGetMember(deps);
  const put = createPutMember(deps);
  const remove = createRemoveMember(deps);
  const page = createPager(cursors);
  return {
    async listMembers({ principal: { tenantId }, query }) {
      const scope = { operationId: 'listMembers', tenantId };
      const body = await page(
        scope,
        query,
        (request) => list(tenantId, request),
        (members) => members.map(presentMember),
      );
      return { status: 200, body };
    },
    async getMember({ principal, params }) {
      return { status: 200, body: presentMember(await get(principal.tenantId, params.user_id)) };
    },
    async putMember({ principal, params, body: { roles, email } }) {
      const row = await put(principal, params.user_id, { roles, ...(email !== undefined && { email }) });
      return { status: 200, body: presentMember(row) };
    },
    async removeMember({ principal, params }) {
      await remove(principal, params.user_id);
      return { status: 204 };
    },
  };
}

function presentMember(row: Membership): MemberView {
  return {
    tenant_id: row.tenantId,
    user_id: row.userId,
    roles: [...row.roles],
    ...(row.email !== undefined && { email: row.email }),
    status: row.status,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  };
}
