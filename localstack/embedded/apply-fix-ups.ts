import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { readAssembly } from '../deploy/read-assembly.ts';
import { LOCAL_REGION } from './emulator-environment.ts';
import { bucketFixUps } from './fix-ups/bucket-fix-ups.ts';
import { deployedResources } from './fix-ups/deployed-resources.ts';
import type { DeployedResource, FixUp, FixUpClients } from './fix-ups/fix-up.ts';
import { functionFixUps } from './fix-ups/function-fix-ups.ts';
import { machineFixUps } from './fix-ups/machine-fix-ups.ts';
import { tableFixUps } from './fix-ups/table-fix-ups.ts';

export class FixUpError extends Error {
  override readonly name = 'FixUpError';
}

// What the emulator's CloudFormation accepts and leaves out, found by reading every property back (1.5.33).
const KINDS: Readonly<
  Record<string, { properties: readonly string[]; fixUps: (c: FixUpClients, r: DeployedResource) => FixUp[] }>
> = {
  'AWS::DynamoDB::Table': {
    properties: ['TimeToLiveSpecification', 'PointInTimeRecoverySpecification'],
    fixUps: tableFixUps,
  },
  'AWS::Lambda::Function': { properties: ['ReservedConcurrentExecutions'], fixUps: functionFixUps },
  'AWS::S3::Bucket': { properties: ['LifecycleConfiguration', 'BucketEncryption'], fixUps: bucketFixUps },
  'AWS::StepFunctions::StateMachine': { properties: ['LoggingConfiguration'], fixUps: machineFixUps },
};

/**
 * Sets what the templates of a cloud assembly ask for and the emulator leaves out, reads each setting back, and
 * answers what it set. A second call finds everything in place and answers nothing. Throws FixUpError when a
 * setting does not stick.
 */
export const applyFixUps = async (request: {
  readonly endpoint: string;
  /** The assembly that was deployed. */
  readonly assembly: string;
}): Promise<readonly string[]> => {
  const config = {
    endpoint: request.endpoint,
    region: LOCAL_REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const cloudFormation = new CloudFormationClient(config);
  const clients: FixUpClients = {
    dynamo: new DynamoDBClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client(config),
    sfn: new SFNClient(config),
  };
  const setUnlessInPlace = async ({ what, isInPlace, apply }: FixUp): Promise<readonly string[]> => {
    if (await isInPlace()) return [];
    await apply();
    if (!(await isInPlace())) throw new FixUpError(`${what} was set, but the emulator does not answer it`);
    return [what];
  };
  try {
    const wanted = Object.fromEntries(Object.entries(KINDS).map(([type, { properties }]) => [type, properties]));
    const resources = await deployedResources(cloudFormation, readAssembly(request.assembly), wanted);
    const fixUps = resources.flatMap((resource) => KINDS[resource.type]?.fixUps(clients, resource) ?? []);
    return (await Promise.all(fixUps.map(setUnlessInPlace))).flat();
  } finally {
    for (const client of [cloudFormation, ...Object.values(clients)]) client.destroy();
  }
};
