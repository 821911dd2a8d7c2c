import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeContinuousBackupsCommand, DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { GetBucketEncryptionCommand, GetBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Deployment, type DeployRequest, deployStacks } from '../../localstack/deploy-stacks.ts';
import { PROJECT_ROOT, startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';

let cloud: TestCloud;
let app: string;
let first: Deployment;

const request = (): DeployRequest => ({
  root: app,
  target: 'embedded',
  endpoint: cloud.endpoint,
  issuerUrl: 'http://127.0.0.1:4570',
  outDir: join(app, '.sluice', 'cdk', 'embedded'),
  log: () => {},
});
const deploy = (changes: Partial<DeployRequest> = {}): Promise<Deployment> =>
  deployStacks({ ...request(), ...changes });

beforeAll(async () => {
  cloud = await startTestCloud();
  app = join(cloud.root, 'app');
  cpSync(join(import.meta.dirname, 'local-cloud', 'tiny-app'), app, { recursive: true });
  symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(app, 'node_modules'));
  // As this project's own: what is below it and does not say otherwise is an ES module.
  writeFileSync(join(app, 'package.json'), '{ "type": "module" }');
  first = await deploy();
});
afterAll(() => cloud.stop());

const output = (name: string): string => first.outputs['sluice-test-services']?.[name] ?? `no output ${name}`;
const hello = async (deployment: Deployment): Promise<string> => (await fetch(`${deployment.apiUrl}/hello`)).text();

describe('deployStacks', () => {
  it('deploys every stack of the app, and its API answers at the local address', async () => {
    expect(first.steps).toEqual({ synth: 'done', deploy: 'done' });
    expect(Object.keys(first.outputs).sort()).toEqual(['sluice-test-foundation', 'sluice-test-services']);
    expect(await hello(first)).toBe('hello');
  });

  it('tells the app for which target and issuer it is', () => {
    expect([output('Target'), output('IssuerUrl')]).toEqual(['embedded', 'http://127.0.0.1:4570']);
  });

  it('does nothing when nothing changed', async () => {
    expect(await deploy()).toEqual({ ...first, fixUps: [], steps: { synth: 'unchanged', deploy: 'unchanged' } });
  });

  it('deploys a changed function', async () => {
    writeFileSync(
      join(app, 'functions', 'hello', 'index.js'),
      `exports.handler = async () => ({ statusCode: 200, body: 'changed' });`,
    );
    const second = await deploy();
    expect(second.steps).toEqual({ synth: 'done', deploy: 'done' });
    expect(await hello(second)).toBe('changed');
  });

  it('notices that a new emulator knows nothing, and deploys the assembly that is there', async () => {
    const other = await startTestCloud();
    try {
      const deployment = await deploy({ endpoint: other.endpoint });
      expect(deployment.steps).toEqual({ synth: 'unchanged', deploy: 'done' });
      expect(await hello(deployment)).toBe(await hello(first));
    } finally {
      await other.stop();
    }
  });

  it('says what the app said when it cannot be synthesized', async () => {
    writeFileSync(join(app, 'broken.mjs'), `throw new Error('the issuer must be https on this target');`);
    const broken = deploy({ app: 'node broken.mjs', outDir: join(app, '.sluice', 'cdk', 'broken') });
    await expect(broken).rejects.toThrow(/the issuer must be https on this target/);
  });
});

describe('what the emulator leaves out of a template', () => {
  it('is named, once', () => {
    expect(first.fixUps.map((what) => what.replace(/ of .*/, '')).sort()).toEqual([
      '2 lifecycle rules',
      'encryption',
      'expiry by expires_at',
      'logging',
      'point in time recovery',
      'reserved concurrency',
    ]);
  });

  it('is set: expiry of items, recovery to a point in time', async () => {
    const table = { TableName: output('TableName') };
    expect(await cloud.dynamo.send(new DescribeTimeToLiveCommand(table))).toMatchObject({
      TimeToLiveDescription: { AttributeName: 'expires_at', TimeToLiveStatus: 'ENABLED' },
    });
    expect(await cloud.dynamo.send(new DescribeContinuousBackupsCommand(table))).toMatchObject({
      ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' } },
    });
  });

  it('is set: lifecycle and encryption of buckets', async () => {
    const bucket = { Bucket: output('BucketName') };
    expect(await cloud.s3.send(new GetBucketLifecycleConfigurationCommand(bucket))).toMatchObject({
      Rules: [
        { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
        {
          ID: 'archive',
          Filter: { And: { Prefix: 't/', Tags: [{ Key: 'tier', Value: 'cold' }] } },
          Transitions: [{ Days: 90, StorageClass: 'GLACIER' }],
          NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        },
      ],
    });
    const { ServerSideEncryptionConfiguration } = await cloud.s3.send(new GetBucketEncryptionCommand(bucket));
    expect(ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: 'aws:kms',
      KMSMasterKeyID: output('KeyArn'),
    });
  });

  it('is set: reserved concurrency of functions, logging of state machines', async () => {
    const concurrency = new GetFunctionConcurrencyCommand({ FunctionName: output('FunctionName') });
    expect((await cloud.lambda.send(concurrency)).ReservedConcurrentExecutions).toBe(3);
    const machine = new DescribeStateMachineCommand({ stateMachineArn: output('MachineArn') });
    expect((await cloud.sfn.send(machine)).loggingConfiguration).toEqual({
      level: 'ERROR',
      includeExecutionData: false,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: output('LogGroupArn') } }],
    });
  });
});
