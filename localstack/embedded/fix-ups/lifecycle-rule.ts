import type { LifecycleRule, LifecycleRuleFilter } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';

const Transition = z.object({
  StorageClass: z.enum(['GLACIER', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'DEEP_ARCHIVE', 'GLACIER_IR']),
  TransitionInDays: z.number(),
});

/** A rule as CloudFormation writes it. Strict: a field that is not translated must not be lost in silence. */
export const TemplateLifecycleRule = z.strictObject({
  Id: z.optional(z.string()),
  Status: z.enum(['Enabled', 'Disabled']),
  Prefix: z.optional(z.string()),
  TagFilters: z.optional(z.array(z.object({ Key: z.string(), Value: z.string() }))),
  ObjectSizeGreaterThan: z.optional(z.coerce.number()),
  ObjectSizeLessThan: z.optional(z.coerce.number()),
  ExpirationInDays: z.optional(z.number()),
  ExpiredObjectDeleteMarker: z.optional(z.boolean()),
  NoncurrentVersionExpiration: z.optional(
    z.object({ NoncurrentDays: z.number(), NewerNoncurrentVersions: z.optional(z.number()) }),
  ),
  NoncurrentVersionTransitions: z.optional(z.array(Transition)),
  Transitions: z.optional(z.array(Transition)),
  AbortIncompleteMultipartUpload: z.optional(z.object({ DaysAfterInitiation: z.number() })),
});
type TemplateRule = z.infer<typeof TemplateLifecycleRule>;

// S3 takes one condition as it is, and several only inside `And`.
const filterOf = (rule: TemplateRule): LifecycleRuleFilter => {
  const { Prefix, TagFilters: Tags = [], ObjectSizeGreaterThan, ObjectSizeLessThan } = rule;
  const single = { Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan };
  const conditions = Object.values(single).filter((value) => value !== undefined).length + Tags.length;
  if (conditions === 0) return { Prefix: '' };
  if (conditions > 1) return { And: { ...single, ...(Tags.length > 0 ? { Tags } : {}) } };
  return Tags[0] === undefined ? single : { Tag: Tags[0] };
};

/** The same rule as the S3 API takes it. */
export const lifecycleRule = (rule: TemplateRule): LifecycleRule => {
  const { ExpirationInDays: Days, ExpiredObjectDeleteMarker } = rule;
  return {
    ID: rule.Id,
    Status: rule.Status,
    Filter: filterOf(rule),
    Expiration: Days === undefined && !ExpiredObjectDeleteMarker ? undefined : { Days, ExpiredObjectDeleteMarker },
    NoncurrentVersionExpiration: rule.NoncurrentVersionExpiration,
    Transitions: rule.Transitions?.map((t) => ({ StorageClass: t.StorageClass, Days: t.TransitionInDays })),
    NoncurrentVersionTransitions: rule.NoncurrentVersionTransitions?.map((t) => ({
      StorageClass: t.StorageClass,
      NoncurrentDays: t.TransitionInDays,
    })),
    AbortIncompleteMultipartUpload: rule.AbortIncompleteMultipartUpload,
  };
};
