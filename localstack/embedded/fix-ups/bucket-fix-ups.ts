import { isDeepStrictEqual } from 'node:util';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
} from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { DeployedResource, FixUp, FixUpClients } from './fix-up.ts';
import { lifecycleRule, TemplateLifecycleRule } from './lifecycle-rule.ts';

const Encryption = z.object({
  ServerSideEncryptionConfiguration: z.array(
    z.object({
      BucketKeyEnabled: z.optional(z.boolean()),
      ServerSideEncryptionByDefault: z.object({
        SSEAlgorithm: z.enum(['AES256', 'aws:kms', 'aws:kms:dsse']),
        KMSMasterKeyID: z.optional(z.string()),
      }),
    }),
  ),
});
const Bucket = z.looseObject({
  LifecycleConfiguration: z.optional(z.looseObject({ Rules: z.array(TemplateLifecycleRule) })),
  BucketEncryption: z.optional(Encryption),
});

// The emulator names a rule that has no name, adds `ObjectSizeGreaterThan: 0` to several conditions, and leaves
// out what was not said.
const comparable = (rules: readonly LifecycleRule[] = []): unknown =>
  JSON.parse(
    JSON.stringify(rules, (key, value) =>
      key === 'ID' || (key === 'ObjectSizeGreaterThan' && value === 0) ? undefined : value,
    ),
  );

const orUndefined =
  (missing: string) =>
  (error: unknown): undefined => {
    if (!(error instanceof Error && error.name === missing)) throw error;
    return undefined;
  };

const lifecycleFixUp = (s3: FixUpClients['s3'], bucket: string, rules: LifecycleRule[]): FixUp => ({
  what: `${rules.length} lifecycle rules of bucket ${bucket}`,
  isInPlace: async () => {
    const now = await s3
      .send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }))
      .catch(orUndefined('NoSuchLifecycleConfiguration'));
    return isDeepStrictEqual(comparable(now?.Rules), comparable(rules));
  },
  apply: () =>
    s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: bucket, LifecycleConfiguration: { Rules: rules } })),
});

const encryptionFixUp = (s3: FixUpClients['s3'], bucket: string, wanted: z.infer<typeof Encryption>): FixUp => {
  const Rules = wanted.ServerSideEncryptionConfiguration.map((rule) => ({
    BucketKeyEnabled: rule.BucketKeyEnabled ?? false,
    ApplyServerSideEncryptionByDefault: rule.ServerSideEncryptionByDefault,
  }));
  return {
    what: `encryption of bucket ${bucket}`,
    isInPlace: async () => {
      const now = await s3
        .send(new GetBucketEncryptionCommand({ Bucket: bucket }))
        .catch(orUndefined('ServerSideEncryptionConfigurationNotFoundError'));
      return isDeepStrictEqual(now?.ServerSideEncryptionConfiguration?.Rules, Rules);
    },
    apply: () =>
      s3.send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration: { Rules } })),
  };
};

/** What happens to objects with time, and how they are encrypted when a writer says nothing. */
export const bucketFixUps = ({ s3 }: FixUpClients, { physicalId, properties }: DeployedResource): FixUp[] => {
  const { LifecycleConfiguration, BucketEncryption } = Bucket.parse(properties);
  return [
    ...(LifecycleConfiguration
      ? [lifecycleFixUp(s3, physicalId, LifecycleConfiguration.Rules.map(lifecycleRule))]
      : []),
    ...(BucketEncryption ? [encryptionFixUp(s3, physicalId, BucketEncryption)] : []),
  ];
};
