import type { apiKeyRoutes, CreateApiKeyBody } from '@sluice/contracts';
import {
  type ApiKeyDeps,
  type ApiKeyRequest,
  createCreateApiKey,
  createListApiKeys,
  createRevokeApiKey,
  createRotateApiKey,
  type KeyUses,
  type ShownApiKey,
} from '@sluice/core/access';
import type { CursorSeal } from '@sluice/core/runtime';
import type { RouteHandlers } from '@sluice/lambda';
import { type ClaimDeps, claimId } from './claim-id.ts';
import { createPager } from './create-pager.ts';
import { presentApiKey } from './present-api-key.ts';

export type ApiKeyHandlerDeps = ApiKeyDeps & ClaimDeps & { readonly uses: KeyUses };

/** The routes of API keys on their use cases. */
export function createApiKeyHandlers(deps: ApiKeyHandlerDeps, cursors: CursorSeal): RouteHandlers<typeof apiKeyRoutes> {
  const create = createCreateApiKey(deps);
  const rotate = createRotateApiKey(deps);
  const revoke = createRevokeApiKey(deps);
  const list = createListApiKeys(deps);
  const page = createPager(cursors);
  const show = ({ key, apiKey }: ShownApiKey) => ({ ...presentApiKey(key, deps.clock()), api_key: apiKey });
  return {
    async createApiKey({ principal, correlationId, idempotencyKey, body }) {
      const keyId = await claimId(deps, principal, 'createApiKey', idempotencyKey, body);
      return { status: 201, body: show(await create({ member: principal, correlationId }, keyId, requestOf(body))) };
    },
    async listApiKeys({ principal: { tenantId }, query }) {
      const body = await page(
        { operationId: 'listApiKeys', tenantId },
        query,
        (request) => list(tenantId, request),
        async (keys) => {
          const ids = keys.map(({ keyId }) => keyId);
          const lastUses = await deps.uses.lastUses(tenantId, ids);
          return keys.map((key) => presentApiKey(key, deps.clock(), lastUses.get(key.keyId)));
        },
      );
      return { status: 200, body };
    },
    async revokeApiKey({ principal, correlationId, params }) {
      await revoke({ member: principal, correlationId }, params.key_id);
      return { status: 204 };
    },
    async rotateApiKey({ principal, correlationId, idempotencyKey, params, body }) {
      const request = { ...params, ...body };
      const rotationId = await claimId(deps, principal, 'rotateApiKey', idempotencyKey, request);
      const actor = { member: principal, correlationId };
      return { status: 200, body: show(await rotate(actor, params.key_id, rotationId, body.overlap_seconds)) };
    },
  };
}

function requestOf({ name, role = 'editor', scopes, expires_in_days }: CreateApiKeyBody): ApiKeyRequest {
  return { name, role, scopes, ...(expires_in_days !== undefined && { expiresInDays: expires_in_days }) };
}
