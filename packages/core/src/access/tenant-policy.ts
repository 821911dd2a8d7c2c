import type { LimitedClass, RateLimit, SoftReason } from '@sluice/contracts';
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
  readonly review: ReviewPolicy;
  /** How often each of its callers may call, where that differs from the deployment's limits. */
  readonly rateLimits: Readonly<Partial<Record<LimitedClass, RateLimit>>>;
  /** Web origins whose pages may read what the API answers its members; `isWebOrigin` holds for each. */
  readonly origins: readonly string[];
  readonly quotas: Quotas;
  /** Web origins that may be told by a callback, such as `https://hooks.example.com`. */
  readonly callbackOrigins: readonly string[];
};

/** How much of the platform one tenant may take. */
export type Quotas = {
  /** Of all contents together: those that are stored, and those that were declared and may still come. */
  readonly maxStoredBytes: number;
  /** Uploads that are neither completed nor given up. */
  readonly maxOpenUploads: number;
  /** Uploads declared in one day, UTC. */
  readonly maxUploadsPerDay: number;
};

/** When a person has to look, and what happens when nobody does. */
export type ReviewPolicy = {
  /** Findings that have to be sure before a file is published: a missing one is not. */
  readonly required: readonly string[];
  /** The least confidence that counts as sure, 0 to 1. */
  readonly threshold: number;
  /** Thresholds of single findings. */
  readonly thresholds: Readonly<Record<string, number>>;
  /**
   * Whether the word of a model elsewhere alone makes a finding sure enough to pass. A file can talk a model into anything;
   * where this is off, it cannot talk itself past a person.
   */
  readonly trustModel: boolean;
  /** How long a file waits for a person. */
  readonly deadlineSeconds: number;
  readonly onExpiry: SoftAnswer;
};

const GB = 1_000_000_000;

export const DEFAULT_POLICY: TenantPolicy = {
  maxFileBytes: 50 * GB,
  allowedTypes: ['image/*', 'audio/*', 'video/*', 'text/*', 'font/*', 'application/*'],
  limits: DEFAULT_LIMITS,
  soft: {
    ...{ empty: 'publish', type_mismatch: 'publish', encrypted: 'publish', unparseable: 'publish' },
    // What nobody could look at is not taken for clean.
    ...{ unscannable: 'reject', too_large_to_scan: 'reject' },
  },
  review: {
    required: ['moderation'],
    threshold: 0.85,
    thresholds: {},
    trustModel: false,
    deadlineSeconds: 7 * 86_400,
    onExpiry: 'reject',
  },
  rateLimits: {},
  origins: [],
  quotas: { maxStoredBytes: 5_000 * GB, maxOpenUploads: 10_000, maxUploadsPerDay: 100_000 },
  callbackOrigins: [],
};

/** The policy of each tenant; a tenant without one of its own has the default. */
export interface TenantPolicies {
  policyOf(tenantId: string): Promise<TenantPolicy>;
}

export function inMemoryTenantPolicies(own: Readonly<Record<string, Partial<TenantPolicy>>> = {}): TenantPolicies {
  return { policyOf: async (tenantId) => ({ ...DEFAULT_POLICY, ...own[tenantId] }) };
}
