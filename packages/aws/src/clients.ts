import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';

// The only place that constructs clients of the SDK: one function each, so that a bundle carries only what it uses.
// Region, credentials and endpoint come from the environment (AWS_ENDPOINT_URL), whatever cloud it names.

const SECOND = 1000;

function settings(requestTimeout = 10 * SECOND) {
  return {
    // Connections are kept alive by default.
    requestHandler: {
      connectionTimeout: SECOND,
      requestTimeout,
      throwOnRequestTimeout: true,
      socketTimeout: requestTimeout,
    },
    retryMode: 'standard',
    maxAttempts: 3,
  };
}

export function createDynamoDB(): DynamoDBClient {
  return new DynamoDBClient(settings());
}

export function createS3(): S3Client {
  return new S3Client({
    ...settings(30 * SECOND),
    // By default every signed URL carries the checksum of an empty body, and every read is summed up in JavaScript.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

export function createStepFunctions(): SFNClient {
  return new SFNClient(settings());
}

export function createSts(): STSClient {
  return new STSClient(settings());
}

export function createSqs(): SQSClient {
  return new SQSClient(settings());
}

export function createEventBridge(): EventBridgeClient {
  return new EventBridgeClient(settings());
}

export function createSecretsManager(): SecretsManagerClient {
  return new SecretsManagerClient(settings());
}
