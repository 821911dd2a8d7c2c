import {
  type CreateApiKeyBody,
  type CreateTenantBody,
  type PatchOwnTenantBody,
  type PatchTenantBody,
  type PutMemberBody,
  ROUTES,
} from '@sluice/contracts';
import type { Call } from './calls/create-call.ts';
import type { CallInput, CallOptions } from './calls/route-types.ts';

type PageQuery = NonNullable<CallInput<typeof ROUTES.listApiKeys>['query']>;

/** The calls of access: who may, and what. */
export function accessCalls(call: Call) {
  const ofKey = (key_id: string) => ({ params: { key_id } });
  const ofMember = (user_id: string) => ({ params: { user_id } });
  const ofTenant = (tenant_id: string) => ({ params: { tenant_id } });
  return {
    getMe: (o?: CallOptions) => call(ROUTES.getMe, {}, o),

    /** The answer is the only one with the key's secret: a retry of a lost answer is refused as `already_shown`. */
    createApiKey: (body: CreateApiKeyBody, o?: CallOptions) => call(ROUTES.createApiKey, { body }, o),
    listApiKeys: (query: PageQuery = {}, o?: CallOptions) => call(ROUTES.listApiKeys, { query }, o),
    revokeApiKey: (keyId: string, o?: CallOptions) => call(ROUTES.revokeApiKey, ofKey(keyId), o),
    rotateApiKey: (keyId: string, overlapSeconds: number, o?: CallOptions) =>
      call(ROUTES.rotateApiKey, { ...ofKey(keyId), body: { overlap_seconds: overlapSeconds } }, o),

    listMembers: (query: PageQuery = {}, o?: CallOptions) => call(ROUTES.listMembers, { query }, o),
    getMember: (userId: string, o?: CallOptions) => call(ROUTES.getMember, ofMember(userId), o),
    putMember: (userId: string, body: PutMemberBody, o?: CallOptions) =>
      call(ROUTES.putMember, { ...ofMember(userId), body }, o),
    removeMember: (userId: string, o?: CallOptions) => call(ROUTES.removeMember, ofMember(userId), o),

    getOwnTenant: (o?: CallOptions) => call(ROUTES.getOwnTenant, {}, o),
    patchOwnTenant: (body: PatchOwnTenantBody, o?: CallOptions) => call(ROUTES.patchOwnTenant, { body }, o),
    createTenant: (body: CreateTenantBody, o?: CallOptions) => call(ROUTES.createTenant, { body }, o),
    listTenants: (query: PageQuery = {}, o?: CallOptions) => call(ROUTES.listTenants, { query }, o),
    getTenant: (tenantId: string, o?: CallOptions) => call(ROUTES.getTenant, ofTenant(tenantId), o),
    patchTenant: (tenantId: string, body: PatchTenantBody, o?: CallOptions) =>
      call(ROUTES.patchTenant, { ...ofTenant(tenantId), body }, o),
  };
}
