import { describe, expect, it } from 'vitest';
import { type Resource, synthesize } from './testing/synthesize.ts';

const aws = await synthesize('aws');
const tables = aws.ofType('AWS::DynamoDB::Table');
const buckets = aws.ofType('AWS::S3::Bucket');
const queues = aws.ofType('AWS::SQS::Queue');

const nameOf = ({ Properties }: Resource): string =>
  JSON.stringify(Properties.BucketName ?? Properties.TableName ?? '');
const bucketNamed = (name: string): Resource => {
  const found = buckets.find((bucket) => nameOf(bucket).includes(`-${name}-`));
  if (found === undefined) throw new Error(`no bucket ${name}`);
  return found;
};

/** Ids of what a policy of this kind denies to whoever comes without TLS. */
const refusesPlainText = (type: string, names: string): readonly string[] =>
  aws
    .ofType(type)
    .flatMap(({ stack, Properties }) =>
      Properties.PolicyDocument.Statement.some(
        (statement: { Effect: string; Condition?: unknown }) =>
          statement.Effect === 'Deny' &&
          JSON.stringify(statement.Condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
      )
        ? [Properties[names]].flat().map(({ Ref }: { Ref: string }) => `${stack} ${Ref}`)
        : [],
    );
const idsOf = (resources: readonly Resource[]) =>
  resources.map(({ stack, logicalId }) => `${stack} ${logicalId}`).sort();

describe('what is stored', () => {
  it('is in ten tables and three buckets', () => {
    expect(tables.map(({ Properties }) => Properties.TableName).sort()).toEqual(
      [
        'breakers',
        'contents',
        'dead-letters',
        'history',
        'jobs',
        'keys',
        'limits',
        'reviews',
        'tenants',
        'uploads',
      ].map((name) => `sluice-dev-${name}`),
    );
    expect(buckets).toHaveLength(3);
  });

  it('is encrypted with a key of our own that changes every year; access logs, which cannot, by S3', () => {
    for (const { Properties } of tables) {
      expect(Properties.SSESpecification).toMatchObject({
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: expect.anything(),
      });
    }
    for (const name of ['content', 'renditions']) {
      const [rule] = bucketNamed(name).Properties.BucketEncryption.ServerSideEncryptionConfiguration;
      expect(rule).toMatchObject({
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
      });
    }
    for (const { Properties } of aws.ofType('AWS::KMS::Key')) expect(Properties.EnableKeyRotation).toBe(true);
    for (const { Properties } of queues) expect(Properties.SqsManagedSseEnabled).toBe(true);
  });

  it('is never public', () => {
    for (const { Properties } of buckets) {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });

  it('is reached over TLS only', () => {
    expect(refusesPlainText('AWS::S3::BucketPolicy', 'Bucket').toSorted()).toEqual(idsOf(buckets));
    expect(refusesPlainText('AWS::SQS::QueuePolicy', 'Queues').toSorted()).toEqual(idsOf(queues));
  });

  it('can be brought back: every version of a content, every second of a table', () => {
    expect(bucketNamed('content').Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    for (const { Properties } of tables) {
      expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
    }
  });

  it('outlives the stacks on AWS, and goes with them elsewhere', async () => {
    const keys = aws.ofType('AWS::KMS::Key').filter(({ Properties }) => Properties.Description !== 'Sluice: alarms');
    for (const { DeletionPolicy } of [...tables, ...buckets, ...keys]) expect(DeletionPolicy).toBe('Retain');
    const embedded = await synthesize('embedded');
    for (const type of ['AWS::DynamoDB::Table', 'AWS::S3::Bucket']) {
      for (const { DeletionPolicy } of embedded.ofType(type)) expect(DeletionPolicy).toBe('Delete');
    }
  });

  it('does not pile up: unfinished uploads, old versions and rows that expired go', () => {
    for (const name of ['content', 'renditions']) {
      expect(bucketNamed(name).Properties.LifecycleConfiguration.Rules).toContainEqual({
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
        Status: 'Enabled',
      });
    }
    expect(bucketNamed('content').Properties.LifecycleConfiguration.Rules).toContainEqual(
      expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 30 } }),
    );
    for (const { Properties } of tables) {
      expect(Properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expires_at', Enabled: true });
    }
  });

  it('is paid by request', () => {
    for (const { Properties } of tables) expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
  });

  it('leaves a trace of who read it', () => {
    for (const name of ['content', 'renditions']) {
      expect(bucketNamed(name).Properties.LoggingConfiguration.LogFilePrefix).toBe(`${name}/`);
    }
  });

  it('answers pages of any origin, because a signed URL is its own authority, and shows them what an upload needs', () => {
    const [rule] = bucketNamed('content').Properties.CorsConfiguration.CorsRules;
    expect(rule).toMatchObject({ AllowedOrigins: ['*'], AllowedMethods: ['GET', 'POST', 'PUT'] });
    expect(rule.ExposedHeaders).toEqual(expect.arrayContaining(['ETag', 'Location', 'x-amz-checksum-crc64nvme']));
    // S3 refuses it there.
    expect(rule.ExposedHeaders.join()).not.toContain('*');
  });

  it('lets pages of any origin read renditions, and nothing else', () => {
    const [rule, ...others] = bucketNamed('renditions').Properties.CorsConfiguration.CorsRules;
    expect(rule).toMatchObject({ AllowedOrigins: ['*'], AllowedMethods: ['GET', 'HEAD'] });
    expect(others).toEqual([]);
  });
});

describe('the logs of records', () => {
  const logs = tables.filter(({ Properties }) => /history|uploads|jobs|reviews/.test(Properties.TableName));

  it('are listed by tenant, have an outbox, and say what was put', () => {
    for (const { Properties } of logs) {
      expect(Properties.StreamSpecification).toEqual({ StreamViewType: 'NEW_IMAGE' });
      const indexes: { IndexName: string }[] = Properties.GlobalSecondaryIndexes;
      expect(indexes.filter(({ IndexName }) => IndexName !== 'open')).toEqual(
        [
          ['by-tenant', 'gsi1pk', 'gsi1sk'],
          ['outbox', 'outbox', 'occurredAt'],
        ].map(([IndexName, hash, range]) => ({
          IndexName,
          KeySchema: [
            { AttributeName: hash, KeyType: 'HASH' },
            { AttributeName: range, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        })),
      );
    }
  });
});

describe('what is written about the running system', () => {
  it('is kept for 90 days on AWS and for a week elsewhere', async () => {
    const groups = aws.ofType('AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThan(12);
    for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(90);
    const local = (await synthesize('embedded')).ofType('AWS::Logs::LogGroup');
    for (const { Properties } of local) expect(Properties.RetentionInDays).toBe(7);
  });

  it('goes to a group that was made for it', () => {
    for (const { Properties } of aws.ofType('AWS::Lambda::Function')) {
      expect(Properties.LoggingConfig).toMatchObject({ LogFormat: 'JSON', LogGroup: { Ref: expect.anything() } });
    }
  });
});
