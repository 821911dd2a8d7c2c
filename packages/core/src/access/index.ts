export { type Authorization, authorize } from './authorize.ts';
export { DEFAULT_LIMITS, type InspectionLimits } from './inspection-limits.ts';
export { hasRole, type Member, mayTouch, type Operator, type Principal } from './principal.ts';
export {
  DEFAULT_POLICY,
  inMemoryTenantPolicies,
  type Quotas,
  type ReviewPolicy,
  type SoftAnswer,
  type TenantPolicies,
  type TenantPolicy,
} from './tenant-policy.ts';
export { isTypeAllowed } from './type-allowed.ts';
