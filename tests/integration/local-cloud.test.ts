import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateEventSourceMappingCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendTaskSuccessCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { cloudStatus, downCloud, type LocalCloud, upCloud } from '../../localstack/embedded/local-cloud.ts';
import { type RunningEmulator, startEmulator } from '../../localstack/embedded/start-emulator.ts';
import { mintToken } from '../../localstack/issuer/mint-token.ts';
import { groupRuns, processIdentity } from '../../localstack/processes/process-identity.ts';
import { createFunction, type TestFunction } from './local-cloud/create-function.ts';
import { createMachine, executionEnd, startMachine } from './local-cloud/run-machine.ts';
import { clientsOf, PROJECT_ROOT, patchesUnderTest } from './local-cloud/start-test-cloud.ts';
import { createQueue, receiveJson } from './local-cloud/use-queue.ts';

const installRoot = PROJECT_ROOT;
let root: string;
/** Stops what the test started: before its folder goes, which names the processes. */
const stops: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-cloud-'));
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  rmSync(root, { recursive: true, force: true });
});

const start = async (more: Partial<Parameters<typeof startEmulator>[0]> = {}): Promise<RunningEmulator> => {
  const emulator = await startEmulator({ root, installRoot, port: 0, extraEnv: patchesUnderTest(), ...more });
  stops.push(emulator.stop);
  return emulator;
};

const invoke = async (endpoint: string, fn: TestFunction): Promise<unknown> => {
  const { Payload } = await clientsOf(endpoint).lambda.send(new InvokeCommand({ FunctionName: fn.name }));
  return JSON.parse(Payload?.transformToString() ?? 'null');
};

describe('the emulator', () => {
  it('keeps the environment of the host out of functions, and runs them on the Node of the project', async () => {
    process.env.SECRET_OF_THE_HOST = 'leaked';
    process.env.AWS_PROFILE = 'production';
    onTestFinished(() => {
      delete process.env.SECRET_OF_THE_HOST;
      delete process.env.AWS_PROFILE;
    });
    const { endpoint } = await start();
    const fn = await createFunction(
      { ...clientsOf(endpoint), root },
      'environment',
      'return { env: process.env, node: process.version };',
    );
    const seen = await invoke(endpoint, fn);
    expect(seen).toMatchObject({ node: process.version, env: { AWS_ENDPOINT_URL: endpoint } });
    expect(seen).not.toHaveProperty('env.SECRET_OF_THE_HOST');
    expect(seen).not.toHaveProperty('env.AWS_PROFILE');
    expect(seen).not.toHaveProperty('env.SLUICE_PATCHES');
  });

  it('runs CommonJS functions below a project whose package.json says module', async () => {
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    const { endpoint } = await start();
    const fn = await createFunction({ ...clientsOf(endpoint), root }, 'common', 'return typeof require;');
    expect(await invoke(endpoint, fn)).toBe('function');
  });

  it('takes another port when the one it is asked for is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await expect.poll(() => other.listening).toBe(true);
    const address = other.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    expect((await start({ port: taken })).port).not.toBe(taken);
  });

  it('leaves no process behind when it stops, and waits for no function at work', async () => {
    const emulator = await start();
    const fn = await createFunction(
      { ...clientsOf(emulator.endpoint), root },
      'stubborn',
      `process.on('SIGTERM', () => {});
       note({ pid: process.pid });
       await new Promise((resolve) => setTimeout(resolve, 8_000));
       note({ done: true });`,
    );
    invoke(emulator.endpoint, fn).catch(() => 'it is cut off below');
    await expect.poll(() => fn.journal(), { timeout: 10_000 }).toHaveLength(1);
    const worker = Number(fn.journal()[0]?.pid);
    expect(groupRuns(emulator.pid)).toBe(true);
    await emulator.stop();
    expect(groupRuns(emulator.pid)).toBe(false);
    expect(processIdentity(worker)).toBeUndefined();
    expect(fn.journal()).toHaveLength(1);
  });

  it('keeps tables, objects, messages and functions between starts when it is told to', async () => {
    const first = await start({ persist: true });
    const before = clientsOf(first.endpoint);
    await before.dynamo.send(
      new CreateTableCommand({
        TableName: 'kept',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    const Item = { pk: { S: 'a' }, v: { N: '1' } };
    await before.dynamo.send(new PutItemCommand({ TableName: 'kept', Item }));
    const object = { Bucket: 'kept', Key: 't/1' };
    await before.s3.send(new CreateBucketCommand({ Bucket: 'kept' }));
    await before.s3.send(new PutObjectCommand({ ...object, Body: 'kept' }));
    const queue = await createQueue(before, 'kept');
    await before.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'kept' }));
    const fn = await createFunction({ ...before, root }, 'kept', `return 'kept';`);
    await first.stop();

    const second = await start({ persist: true, port: first.port });
    const after = clientsOf(second.endpoint);
    const item = await after.dynamo.send(new GetItemCommand({ TableName: 'kept', Key: { pk: { S: 'a' } } }));
    expect(item.Item).toEqual(Item);
    expect(await (await after.s3.send(new GetObjectCommand(object))).Body?.transformToString()).toBe('kept');
    const { Messages } = await after.sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url, WaitTimeSeconds: 1 }));
    expect(Messages?.map((message) => message.Body)).toEqual(['kept']);
    expect(await invoke(second.endpoint, fn)).toBe('kept');
  });

  it('ends what was running as a service restart, and forgets its tokens', async () => {
    const first = await start({ persist: true });
    const before = clientsOf(first.endpoint);
    const queue = await createQueue(before, 'cut');
    const machine = await createMachine(before, 'cut', {
      Job: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: { QueueUrl: queue.url, MessageBody: { 'token.$': '$$.Task.Token' } },
        End: true,
      },
    });
    const execution = await startMachine(before, machine);
    const { token } = z.object({ token: z.string() }).parse(await receiveJson(before, queue));
    await first.stop();

    const after = clientsOf((await start({ persist: true, port: first.port })).endpoint);
    expect(await executionEnd(after, execution)).toMatchObject({ status: 'FAILED', error: 'States.ServiceRestart' });
    const late = after.sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: '{}' }));
    await expect(late).rejects.toMatchObject({ name: 'TaskDoesNotExist' });
  });

  it('goes on feeding functions from streams of tables after a restart', async () => {
    const first = await start({ persist: true });
    const before = clientsOf(first.endpoint);
    const { TableDescription } = await before.dynamo.send(
      new CreateTableCommand({
        TableName: 'followed',
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      }),
    );
    const fn = await createFunction(
      { ...before, root },
      'follower',
      `for (const { dynamodb } of event.Records) note({ pk: dynamodb.Keys.pk.S });`,
    );
    await before.lambda.send(
      new CreateEventSourceMappingCommand({
        EventSourceArn: TableDescription?.LatestStreamArn,
        FunctionName: fn.name,
        StartingPosition: 'TRIM_HORIZON',
      }),
    );
    const put = (clients: typeof before, pk: string) =>
      clients.dynamo.send(new PutItemCommand({ TableName: 'followed', Item: { pk: { S: pk } } }));
    await put(before, 'a');
    await put(before, 'b');
    await expect.poll(() => fn.journal(), { timeout: 10_000 }).toHaveLength(2);
    await first.stop();

    const second = await start({ persist: true, port: first.port });
    await put(clientsOf(second.endpoint), 'c');
    await expect.poll(() => fn.journal(), { timeout: 10_000 }).toEqual([{ pk: 'a' }, { pk: 'b' }, { pk: 'c' }]);
  });

  it('says why it did not start', async () => {
    await expect(start({ extraEnv: { SLUICE_PATCHES: 'unheard-of' } })).rejects.toThrow(
      /unknown patch groups \['unheard-of'\]/,
    );
  });
});

describe('the local cloud', () => {
  const up = async (): Promise<LocalCloud> => {
    stops.push(() => downCloud({ root }));
    return upCloud({ root, installRoot, cloudPort: 0, issuerPort: 0 });
  };
  const record = () => join(root, '.sluice', 'cloud.json');

  it('is started once, however often it is asked for', async () => {
    const [first, second] = await Promise.all([up(), up()]);
    expect(second).toEqual(first);
    expect(cloudStatus({ root })).toEqual({ state: 'running', ...first });
    expect((await fetch(`${first.cloudUrl}/_ministack/health`)).status).toBe(200);
  });

  it('is gone after it was stopped, with every process', async () => {
    const { pids } = await up();
    expect(await downCloud({ root })).toBe(true);
    expect(cloudStatus({ root })).toEqual({ state: 'stopped' });
    expect([groupRuns(pids.emulator), groupRuns(pids.issuer)]).toEqual([false, false]);
    expect(await downCloud({ root })).toBe(false);
  });

  it('comes back on the ports it had, with the key that signed its tokens', async () => {
    const keys = async ({ issuerUrl }: LocalCloud) => (await fetch(`${issuerUrl}/jwks`)).json();
    const first = await up();
    const before = await keys(first);
    await downCloud({ root });
    const second = await upCloud({ root, installRoot });
    expect(await keys(second)).toEqual(before);
    expect([second.cloudUrl, second.issuerUrl]).toEqual([first.cloudUrl, first.issuerUrl]);
  });

  it('is repaired when one of its processes died', async () => {
    const first = await up();
    process.kill(first.pids.issuer, 'SIGKILL');
    await expect.poll(() => cloudStatus({ root })).toMatchObject({ state: 'degraded', missing: ['issuer'] });
    const second = await upCloud({ root, installRoot });
    expect(second.pids.emulator).toBe(first.pids.emulator);
    expect(second.issuerUrl).toBe(first.issuerUrl);
    expect(await mintToken({ issuerUrl: second.issuerUrl, role: 'editor' })).toMatch(/^eyJ/);
  });

  it('is not mistaken for another program that was given its pid, and never stops that one', async () => {
    await up();
    const noted = JSON.parse(readFileSync(record(), 'utf8'));
    await downCloud({ root });
    const mine = process.pid;
    writeFileSync(record(), JSON.stringify({ ...noted, pids: { emulator: mine, issuer: mine } }));
    expect(cloudStatus({ root })).toEqual({ state: 'stopped' });
    expect(await downCloud({ root })).toBe(false);
    expect(process.pid).toBe(mine);
  });

  it('is started anew when what was noted about it cannot be read', async () => {
    await up();
    await downCloud({ root });
    writeFileSync(record(), '{ half a fi');
    expect(cloudStatus({ root })).toEqual({ state: 'stopped' });
    await up();
    expect(cloudStatus({ root }).state).toBe('running');
  });
});
