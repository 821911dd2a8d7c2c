import type { SoftReason } from '@sluice/contracts';
import { DEFAULT_LIMITS, type InspectionLimits } from './inspection-limits.ts';

export type SoftAnswer = 'reject' | 'publish';

/** What a tenant allows. */
export type TenantPolicy = {
  readonly maxFileBytes: number;
  /** `type/subtype`, `type/*` or `any`. */
  readonly allowedTypes: readonly string[];
  readonly limits: InspectionLimits;
  /** What happens to a file with a soft reason that is harmless. */
  readonly soft: Readonly<Record<SoftReason, SoftAnswer>>;
};

const GB = 1_000_000_000;

export const DEFAULT_POLICY: TenantPolicy = {
  maxFileBytes: 50 * GB,
  allowedTypes: ['image/*', 'audio/*', 'video/*', 'text/*', 'font/*', 'application/*'],
  limits: DEFAULT_LIMITS,
  soft: { empty: 'publish', type_mismatch: 'publish', encrypted: 'publish', unparseable: 'publish' },
};

/** The policy of each tenant; a tenant without one of its own has the default. */
export interface TenantPolicies {
  policyOf(tenantId: string): Promise<TenantPolicy>;
}

export function inMemoryTenantPolicies(own: Readonly<Record<string, Partial<TenantPolicy>>> = {}): TenantPolicies {
  return { policyOf: async (tenantId) => ({ ...DEFAULT_POLICY, ...own[tenantId] }) };
}
