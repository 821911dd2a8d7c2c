export { type Authorization, authorize } from './authorize.ts';
export { chooseMembership } from './choose-membership.ts';
export { inMemoryTokenBuckets } from './in-memory-token-buckets.ts';
export { DEFAULT_LIMITS, type InspectionLimits } from './inspection-limits.ts';
export { type LimitCall, type LimitCallsDeps, limitCalls } from './limit-calls.ts';
export type { MemberStatus, Membership, Memberships } from './memberships.ts';
export { removedMembership } from './memberships.ts';
export {
  hasRole,
  type Member,
  mayTouch,
  type Operator,
  type Principal,
  type TokenLimits,
  UPLOAD_TOKEN_PREFIX,
  type UploadToken,
} from './principal.ts';
export { createRateLimiter, type RateCall, type RateDecision, type RateLimiter } from './rate-limiter.ts';
export { inMemoryTenantOrigins, type TenantOrigins } from './tenant-origins.ts';
export {
  DEFAULT_POLICY,
  inMemoryTenantPolicies,
  type ReviewPolicy,
  type SoftAnswer,
  type TenantPolicies,
  type TenantPolicy,
} from './tenant-policy.ts';
export { type BucketLevel, boundsOf, levelOf, type TakeBounds, takeToken } from './token-bucket.ts';
export type { BucketName, TakeFrom, Taken, TokenBuckets } from './token-buckets.ts';
export { isTypeAllowed } from './type-allowed.ts';
export { isWebOrigin } from './web-origin.ts';
