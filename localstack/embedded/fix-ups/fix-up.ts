import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';

export type FixUpClients = {
  readonly dynamo: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly sfn: SFNClient;
};

/** One thing a template asks for and the emulator's CloudFormation leaves out. */
export type FixUp = {
  /** For people: "TTL of table sluice-dev-…". */
  readonly what: string;
  /** Reads it back from the emulator. */
  readonly isInPlace: () => Promise<boolean>;
  readonly apply: () => Promise<unknown>;
};

/** A deployed resource of a template, its properties with every reference resolved. */
export type DeployedResource = {
  readonly type: string;
  /** What `Ref` gives for most types: name, id or ARN. */
  readonly physicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
};
