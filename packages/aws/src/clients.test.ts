import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListEventBusesCommand } from '@aws-sdk/client-eventbridge';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import {
  createDynamoDB,
  createEventBridge,
  createS3,
  createSecretsManager,
  createSqs,
  createStepFunctions,
  createSts,
} from './clients.ts';

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'a');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'b');
  // Nothing listens on port 1 of this machine.
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
});
afterEach(() => vi.unstubAllEnvs());

type Caller = { config: { requestHandler: object }; call: () => Promise<unknown> };
const use = <C extends { config: { requestHandler: object } }>(
  client: C,
  call: (client: C) => Promise<unknown>,
): Caller => ({
  config: client.config,
  call: () => call(client),
});

const CLIENTS: Readonly<Record<string, () => Caller>> = {
  DynamoDB: () => use(createDynamoDB(), (client) => client.send(new ListTablesCommand({}))),
  EventBridge: () => use(createEventBridge(), (client) => client.send(new ListEventBusesCommand({}))),
  S3: () => use(createS3(), (client) => client.send(new ListBucketsCommand({}))),
  'Secrets Manager': () => use(createSecretsManager(), (client) => client.send(new ListSecretsCommand({}))),
  'Step Functions': () => use(createStepFunctions(), (client) => client.send(new ListStateMachinesCommand({}))),
  STS: () => use(createSts(), (client) => client.send(new GetCallerIdentityCommand({}))),
  SQS: () => use(createSqs(), (client) => client.send(new ListQueuesCommand({}))),
};

const handlerSchema = z.object({ httpHandlerConfigs: z.function({ output: z.record(z.string(), z.unknown()) }) });

describe.each(Object.entries(CLIENTS))('the client of %s', (name, create) => {
  it('goes to the endpoint of the environment, tries three times, and waits for no longer than its service should take', async () => {
    const { config, call } = create();
    await expect(call()).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      port: 1,
      $metadata: expect.objectContaining({ attempts: 3 }),
    });
    const requestTimeout = name === 'S3' ? 30_000 : 10_000;
    const { requestHandler } = config;
    const { httpHandlerConfigs } = z.parse(handlerSchema, {
      httpHandlerConfigs: Reflect.get(requestHandler, 'httpHandlerConfigs').bind(requestHandler),
    });
    expect(httpHandlerConfigs()).toMatchObject({
      connectionTimeout: 1000,
      requestTimeout,
      socketTimeout: requestTimeout,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true },
    });
  });
});

describe('the client of S3', () => {
  it('sums up nothing it need not', async () => {
    const { config } = createS3();
    expect(await config.requestChecksumCalculation()).toBe('WHEN_REQUIRED');
    expect(await config.responseChecksumValidation()).toBe('WHEN_REQUIRED');
  });
});
