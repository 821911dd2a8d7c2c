export { type ApiKey, isKeyUser, memberOfKey, statusOfKey } from './api-key.ts';
export { KEY_PREFIX, parseApiKey, randomSecrets, type Secrets } from './api-key-secret.ts';
export { type Authorization, authorize } from './authorize.ts';
export { chooseMembership } from './choose-membership.ts';
export { inMemoryTokenBuckets } from './in-memory-token-buckets.ts';
export { DEFAULT_LIMITS, type InspectionLimits } from './inspection-limits.ts';
export { judgeApiKey } from './judge-api-key.ts';
export type { KeyUses } from './key-uses.ts';
export { type LimitCall, type LimitCallsDeps, limitCalls } from './limit-calls.ts';
export {
  type ApiKeyDeps,
  type ApiKeyRequest,
  type ApiKeys,
  createCreateApiKey,
  createListApiKeys,
  createRevokeApiKey,
  createRotateApiKey,
  type KeyActor,
  type ShownApiKey,
} from './manage-api-keys.ts';
export {
  createGetMember,
  createListMembers,
  createPutMember,
  createRemoveMember,
  type MemberDeps,
} from './manage-members.ts';
export {
  createCreateTenant,
  createGetOwnTenant,
  createGetTenant,
  createListTenants,
  createPatchTenant,
  type TenantActor,
  type TenantDeps,
  type TenantPatch,
} from './manage-tenants.ts';
export { type MemberStatus, type Membership, type Memberships, removedMembership } from './memberships.ts';
export { type OwnPolicy, parseOwnPolicy, policyFromWire, policyToWire, resolvePolicy } from './own-policy.ts';
export {
  hasRole,
  type Member,
  mayTouch,
  type Operator,
  type Principal,
  type TokenLimits,
  type Toucher,
  toucherOf,
  UPLOAD_TOKEN_PREFIX,
  type UploadToken,
} from './principal.ts';
export { createRateLimiter, type RateCall, type RateDecision, type RateLimiter } from './rate-limiter.ts';
export { rememberBriefly } from './remember-briefly.ts';
export { inMemoryTenantOrigins, type TenantOrigins } from './tenant-origins.ts';
export {
  DEFAULT_POLICY,
  inMemoryTenantPolicies,
  type ReviewPolicy,
  type SoftAnswer,
  type TenantPolicies,
  type TenantPolicy,
} from './tenant-policy.ts';
export { type Tenant, type TenantStatuses, type Tenants, unknownTenant } from './tenants.ts';
export { type BucketLevel, boundsOf, levelOf, type TakeBounds, takeToken } from './token-bucket.ts';
export type { BucketName, TakeFrom, Taken, TokenBuckets } from './token-buckets.ts';
export { isTypeAllowed } from './type-allowed.ts';
export { isWebOrigin } from './web-origin.ts';
