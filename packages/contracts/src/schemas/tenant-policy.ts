import * as z from 'zod/mini';
import { patchOf } from './patch-of.ts';
import { sizeSchema } from './primitives.ts';

const answer = z.enum(['reject', 'publish']);
const share = z.number().check(z.minimum(0), z.maximum(1));
const count = z.int().check(z.minimum(0));
const findingName = z.string().check(z.minLength(1), z.maxLength(64));
const typePattern = z
  .string()
  .check(
    z.maxLength(255),
    z.regex(
      /^[a-z0-9][a-z0-9!#$&^_.+-]*\/(?:\*|[a-z0-9][a-z0-9!#$&^_.+-]*)$/,
      'must be type/subtype or type/* in lower case',
    ),
  );

/**
 * What a tenant's admin decides. A field more of the policy is a line here: the answers, the patches, the API document and
 * the translation to what is stored follow from it.
 */
export const policyFields = {
  max_file_bytes: sizeSchema,
  allowed_types: z.array(typePattern).check(z.maxLength(200)),
  limits: z.strictObject({
    max_pixels: count,
    max_frames: count,
    max_entries: count,
    max_expansion_ratio: z.number().check(z.minimum(0)),
  }),
  soft: z.strictObject({ empty: answer, type_mismatch: answer, encrypted: answer, unparseable: answer }),
  review: z.strictObject({
    required: z.array(findingName).check(z.maxLength(100)),
    threshold: share,
    thresholds: z.record(findingName, share),
    trust_model: z.boolean(),
    deadline_seconds: z.int().check(z.minimum(1), z.maximum(30 * 86_400)),
    on_expiry: answer,
  }),
};

/** What only who runs the platform decides; a tenant sees it. Where a field of policyFields would cost others something. */
export const operatorPolicyFields = {};

/** The policy as it counts: what a tenant does not say is the platform's default. */
export const tenantPolicySchema = z.object({ ...policyFields, ...operatorPolicyFields });
export type TenantPolicyView = z.infer<typeof tenantPolicySchema>;

/** Merge patches (RFC 7396): null takes a field back to the default. */
export const policyPatchSchema = z.strictObject(patchOf(policyFields));
export const operatorPolicyPatchSchema = z.strictObject(patchOf({ ...policyFields, ...operatorPolicyFields }));
export type PolicyPatch = z.infer<typeof operatorPolicyPatchSchema>;
