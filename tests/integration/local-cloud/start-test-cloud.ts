import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LOCAL_REGION } from '../../../localstack/embedded/emulator-environment.ts';
import { type RunningEmulator, startEmulator } from '../../../localstack/embedded/start-emulator.ts';

/** Where the emulator is installed once for every test. */
export const PROJECT_ROOT = join(import.meta.dirname, '..', '..', '..');

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

export const clientsOf = (endpoint: string) => {
  const config = { endpoint, region: LOCAL_REGION, credentials };
  return {
    cloudFormation: new CloudFormationClient(config),
    dynamo: new DynamoDBClient(config),
    lambda: new LambdaClient(config),
    s3: new S3Client({ ...config, requestChecksumCalculation: 'WHEN_REQUIRED' }),
    sfn: new SFNClient(config),
    sqs: new SQSClient(config),
  };
};
export type Clients = ReturnType<typeof clientsOf>;

export type TestCloud = Clients & {
  readonly endpoint: string;
  /** Its own folder: the emulator's, and anything the test writes. */
  readonly root: string;
  readonly emulator: RunningEmulator;
  readonly stop: () => Promise<void>;
};

/**
 * `SLUICE_TEST_PATCHES` starts the emulator without some of the launcher's corrections, to see which tests need them:
 * `none`, or the groups to keep.
 */
export const patchesUnderTest = (env: NodeJS.ProcessEnv = process.env): Record<string, string> =>
  env.SLUICE_TEST_PATCHES === undefined ? {} : { SLUICE_PATCHES: env.SLUICE_TEST_PATCHES };

/** An embedded cloud for one test file, on a port of its own. */
export const startTestCloud = async (): Promise<TestCloud> => {
  const root = mkdtempSync(join(tmpdir(), 'sluice-cloud-'));
  const emulator = await startEmulator({ root, installRoot: PROJECT_ROOT, port: 0, extraEnv: patchesUnderTest() });
  const clients = clientsOf(emulator.endpoint);
  return {
    ...clients,
    endpoint: emulator.endpoint,
    root,
    emulator,
    stop: async () => {
      for (const client of Object.values(clients)) client.destroy();
      await emulator.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
};
