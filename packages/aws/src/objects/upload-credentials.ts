import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { type Clock, systemClock } from '@sluice/core/runtime';
import type { UploadCredentials } from '@sluice/core/upload';
import { UnexpectedAnswerError } from './create-multipart.ts';

export type UploadCredentialsConfig = {
  readonly client: STSClient;
  /** What they are credentials of, narrowed to one key. */
  readonly roleArn: string;
  readonly bucket: string;
  /** Where the bucket is, when that is not AWS. */
  readonly endpoint?: string | undefined;
  /** @default systemClock */
  readonly clock?: Clock;
};

/** A role that was assumed by way of another lives no longer than an hour, and no session is shorter than a quarter. */
const MAX_SECONDS = 3600;
const MIN_SECONDS = 900;

/** Credentials of STS: the role's own permissions, and of those only what one upload needs. */
export function createUploadCredentials({
  client,
  roleArn,
  bucket,
  endpoint,
  clock = systemClock,
}: UploadCredentialsConfig): UploadCredentials {
  return {
    async issue({ key, sessionName, notAfter }) {
      const untilEnd = Math.floor((Date.parse(notAfter) - clock()) / 1000);
      const { Credentials } = await client.send(
        new AssumeRoleCommand({
          RoleArn: roleArn,
          RoleSessionName: sessionName,
          DurationSeconds: Math.min(MAX_SECONDS, Math.max(MIN_SECONDS, untilEnd)),
          Policy: JSON.stringify(sessionPolicy(roleArn, `${bucket}/${key}`, notAfter)),
        }),
      );
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
      if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) {
        throw new UnexpectedAnswerError(`the credentials of session ${sessionName} are not whole`);
      }
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiresAt: new Date(Math.min(Expiration.getTime(), Date.parse(notAfter))).toISOString(),
        bucket,
        key,
        region: await client.config.region(),
        ...(endpoint !== undefined && { endpoint }),
      };
    },
  };
}

/** What is allowed must be here and in the role: one key, no reading, and no longer than the upload lives. */
function sessionPolicy(roleArn: string, object: string, notAfter: string) {
  const [, partition] = roleArn.split(':');
  const inTime = { Condition: { DateLessThan: { 'aws:CurrentTime': notAfter } } };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
        Resource: `arn:${partition}:s3:::${object}`,
        ...inTime,
      },
      // The role names the key, if the bucket has one of its own.
      { Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt'], Resource: '*', ...inTime },
    ],
  };
}
