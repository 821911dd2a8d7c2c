import * as z from 'zod/mini';
import { pageSchema, tenantIdSchema, timeSchema } from './primitives.ts';
import { operatorPolicyPatchSchema, policyPatchSchema, tenantPolicySchema } from './tenant-policy.ts';

export const TENANT_STATUSES = ['active', 'suspended'] as const;
export type TenantStatus = (typeof TENANT_STATUSES)[number];

const tenantNameSchema = z.string().check(z.minLength(1), z.maxLength(128));

const tenantFields = {
  tenant_id: tenantIdSchema,
  name: tenantNameSchema,
  status: z.enum(TENANT_STATUSES),
  /** Missing where nothing was ever said of the tenant. */
  created_at: z.optional(timeSchema),
  updated_at: z.optional(timeSchema),
};

export const tenantSchema = z.object({ ...tenantFields, policy: tenantPolicySchema });
export type TenantView = z.infer<typeof tenantSchema>;
export const tenantPageSchema = pageSchema(z.object(tenantFields));
export type TenantSummaryView = z.infer<typeof tenantPageSchema>['items'][number];

export const createTenantSchema = z.strictObject({
  tenant_id: tenantIdSchema,
  name: tenantNameSchema,
  policy: z.optional(operatorPolicyPatchSchema),
});
export type CreateTenantBody = z.infer<typeof createTenantSchema>;

/** Merge patches (RFC 7396): what is left out stays. */
export const patchOwnTenantSchema = z.strictObject({
  name: z.optional(tenantNameSchema),
  policy: z.optional(policyPatchSchema),
});
export type PatchOwnTenantBody = z.infer<typeof patchOwnTenantSchema>;

export const patchTenantSchema = z.strictObject({
  name: z.optional(tenantNameSchema),
  status: z.optional(z.enum(TENANT_STATUSES)),
  policy: z.optional(operatorPolicyPatchSchema),
});
export type PatchTenantBody = z.infer<typeof patchTenantSchema>;
