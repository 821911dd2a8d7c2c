import * as z from 'zod/mini';
import type { SoftReason } from '../reasons.ts';
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

const calls = z.int().check(z.minimum(1), z.maximum(10_000_000));
const rate = z.optional(z.strictObject({ per_minute: calls, burst: calls }));
/** As a browser writes it (RFC 6454): over TLS, or of the developer's own machine. */
const webOrigin = z
  .string()
  .check(
    z.maxLength(255),
    z.regex(
      /^(?:https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|http:\/\/localhost)(?::\d{1,5})?$/,
      'must be https://host[:port], or http://localhost[:port]',
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
    max_pages: count,
    max_depth: count,
    max_duration_seconds: count,
    max_markup_nodes: count,
  }),
  soft: z.strictObject({
    ...{ empty: answer, type_mismatch: answer, encrypted: answer, unparseable: answer },
    ...{ unscannable: answer, too_large_to_scan: answer },
  } satisfies Record<SoftReason, typeof answer>),
  review: z.strictObject({
    required: z.array(findingName).check(z.maxLength(100)),
    threshold: share,
    thresholds: z.record(findingName, share),
    trust_model: z.boolean(),
    deadline_seconds: z.int().check(z.minimum(1), z.maximum(30 * 86_400)),
    on_expiry: answer,
  }),
  /** Web origins whose pages may read what the API answers the tenant's members. One change writes all of them. */
  callback_origins: z
    .array(z.string().check(z.maxLength(255), z.regex(/^https:\/\/[^/?#@\s]+$/, 'must be https://host[:port]')))
    .check(z.maxLength(100)),
  origins: z.array(webOrigin).check(z.maxLength(40)),
};

/** What only who runs the platform decides; a tenant sees it. Where a field of policyFields would cost others something. */
export const operatorPolicyFields = {
  /** How often each caller may call, where that differs from the deployment's limits. */
  rate_limits: z.strictObject({ read: rate, write: rate, transfer: rate, ai: rate }),
  quotas: z.strictObject({ max_stored_bytes: count, max_open_uploads: count, max_uploads_per_day: count }),
};

/** The policy as it counts: what a tenant does not say is the platform's default. */
export const tenantPolicySchema = z.object({ ...policyFields, ...operatorPolicyFields });

/** Merge patches (RFC 7396): null takes a field back to the default. */
export const policyPatchSchema = z.strictObject(patchOf(policyFields));
export const operatorPolicyPatchSchema = z.strictObject(patchOf({ ...policyFields, ...operatorPolicyFields }));
