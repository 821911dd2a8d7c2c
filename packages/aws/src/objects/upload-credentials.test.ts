import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { fixedClock } from '@sluice/core/runtime';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createUploadCredentials } from './upload-credentials.ts';

const NOW = Date.UTC(2026, 0, 1, 12);
const sts = mockClient(STSClient);
beforeEach(() => sts.reset());

const credentials = createUploadCredentials({
  client: new STSClient({ region: 'cn-north-1' }),
  roleArn: 'arn:aws-cn:iam::123456789012:role/uploads',
  bucket: 'content',
  clock: fixedClock(NOW),
});
const issue = (lifeSeconds = 86_400) =>
  credentials.issue({
    key: 't/acme/1',
    sessionName: 'upload-1',
    notAfter: new Date(NOW + lifeSeconds * 1000).toISOString(),
  });
const answer = (more = {}) =>
  sts.on(AssumeRoleCommand).resolves({
    Credentials: {
      AccessKeyId: 'ASIA',
      SecretAccessKey: 'secret',
      SessionToken: 'token',
      Expiration: new Date(NOW + 3_600_000),
      ...more,
    },
  });
const asked = () => Object(sts.call(0).args[0].input);

describe('credentials of an upload', () => {
  it('are a session of the role, narrowed to putting one key', async () => {
    answer();
    expect(await issue()).toEqual({
      accessKeyId: 'ASIA',
      secretAccessKey: 'secret',
      sessionToken: 'token',
      expiresAt: '2026-01-01T13:00:00.000Z',
      bucket: 'content',
      key: 't/acme/1',
      region: 'cn-north-1',
    });
    expect(asked()).toMatchObject({
      RoleArn: 'arn:aws-cn:iam::123456789012:role/uploads',
      RoleSessionName: 'upload-1',
      DurationSeconds: 3600,
    });
    const Condition = { DateLessThan: { 'aws:CurrentTime': '2026-01-02T12:00:00.000Z' } };
    expect(JSON.parse(asked().Policy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
          Resource: 'arn:aws-cn:s3:::content/t/acme/1',
          Condition,
        },
        { Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*', Condition },
      ],
    });
  });

  it.each([
    [1800, 1800],
    [60, 900],
  ])('of an upload with %i seconds left are asked for %i, and end with it', async (left, seconds) => {
    answer();
    expect(await issue(left)).toMatchObject({ expiresAt: new Date(NOW + left * 1000).toISOString() });
    expect(asked()).toMatchObject({ DurationSeconds: seconds });
  });

  it('are not made up when STS answers none', async () => {
    answer({ SessionToken: undefined });
    await expect(issue()).rejects.toMatchObject({ name: 'UnexpectedAnswer' });
  });
});
