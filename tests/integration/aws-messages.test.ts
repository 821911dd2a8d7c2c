import { CreateEventBusCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { createDelayRetry, createEventBus, createProbes, createSecretReader } from '@sluice/aws';
import { fixedClock } from '@sluice/core/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitUntil } from '../../localstack/processes/wait-until.ts';
import { eventBusContract } from '../../packages/core/src/history/event-bus.contract.ts';
import { createBucket } from './local-cloud/create-bucket.ts';
import { createTable } from './local-cloud/create-table.ts';
import { type ProductClients, productClients } from './local-cloud/product-clients.ts';
import { createMachine } from './local-cloud/run-machine.ts';
import { startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';
import { createQueue, type TestQueue } from './local-cloud/use-queue.ts';

let cloud: TestCloud;
let clients: ProductClients;
beforeAll(async () => {
  cloud = await startTestCloud();
  clients = productClients(cloud.endpoint);
});
afterAll(async () => {
  clients.destroy();
  await cloud.stop();
});

/** The next messages of a queue, until so many came. */
const receive = async (queue: TestQueue, count: number): Promise<readonly string[]> => {
  const bodies: string[] = [];
  await waitUntil(
    `${count} messages arrive`,
    async () => {
      const { Messages = [] } = await clients.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queue.url, MaxNumberOfMessages: 10 }),
      );
      bodies.push(...Messages.map(({ Body = '' }) => Body));
      return bodies.length >= count;
    },
    { timeoutMs: 10_000 },
  );
  return bodies;
};

let buses = 0;
const newBus = async (pattern: Readonly<Record<string, readonly unknown[]>>) => {
  buses += 1;
  const EventBusName = `bus-${buses}`;
  const queue = await createQueue(clients, `subscriber-${buses}`);
  await clients.eventBridge.send(new CreateEventBusCommand({ Name: EventBusName }));
  await clients.eventBridge.send(
    new PutRuleCommand({ EventBusName, Name: 'all', EventPattern: JSON.stringify(pattern) }),
  );
  await clients.eventBridge.send(
    new PutTargetsCommand({ EventBusName, Rule: 'all', Targets: [{ Id: 'queue', Arn: queue.arn }] }),
  );
  return { bus: createEventBus({ client: clients.eventBridge, busName: EventBusName }), queue };
};

const detailOf = (body: string): unknown => JSON.parse(body).detail;
const envelope = (message_type: string, source_service: string) => ({
  message_id: `${message_type}-1`,
  correlation_id: 'c',
  timestamp: '2026-01-01T00:00:00.000Z',
  source_service,
  destination_service: '*',
  message_type,
  payload: {},
  metadata: { user_id: 'u', tenant_id: 'acme', priority: 5 },
  retry_count: 0,
  max_retries: 3,
});

describe('the event bus on EventBridge', () => {
  eventBusContract(async () => {
    const { bus, queue } = await newBus({ source: [{ prefix: 'sluice.' }] });
    return { bus, received: async (count) => (await receive(queue, count)).map(detailOf) };
  });

  it('lets a subscriber choose by type and by service', async () => {
    const { bus, queue } = await newBus({ source: ['sluice.catalog'], 'detail-type': ['file.published'] });
    await bus.publish([
      envelope('job.created', 'process'),
      envelope('file.failed', 'catalog'),
      envelope('file.published', 'catalog'),
    ]);
    const [body = ''] = await receive(queue, 1);
    expect(JSON.parse(body)).toMatchObject({
      source: 'sluice.catalog',
      'detail-type': 'file.published',
      detail: envelope('file.published', 'catalog'),
    });
  });
});

describe('a message that is to come again', () => {
  const take = async (queue: TestQueue) => {
    const receiveOne = new ReceiveMessageCommand({ QueueUrl: queue.url });
    return (await clients.sqs.send(receiveOne)).Messages?.[0]?.ReceiptHandle;
  };

  it('comes again when it was told to, not after the time of its queue', async () => {
    const queue = await createQueue(clients, 'retries', { visibility: 600 });
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'x' }));
    const handle = (await take(queue)) ?? '';
    expect(await take(queue)).toBeUndefined();
    const started = performance.now();
    await createDelayRetry({ client: clients.sqs, queueUrl: queue.url })(handle, 1);
    await waitUntil('it is back', () => take(queue), { timeoutMs: 10_000 });
    expect(performance.now() - started).toBeGreaterThan(500);
  });

  it('may be back already', async () => {
    const queue = await createQueue(clients, 'back', { visibility: 600 });
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'x' }));
    const delayRetry = createDelayRetry({ client: clients.sqs, queueUrl: queue.url });
    const handle = (await take(queue)) ?? '';
    await delayRetry(handle, 0);
    await delayRetry(handle, 1);
  });
});

describe('a secret', () => {
  it('is read once, and again after five minutes', async () => {
    const clock = fixedClock();
    await clients.secrets.send(new CreateSecretCommand({ Name: 'cursors', SecretString: 'first' }));
    const readSecret = createSecretReader({ client: clients.secrets, secretId: 'cursors', clock });
    expect(await readSecret()).toBe('first');
    await clients.secrets.send(new PutSecretValueCommand({ SecretId: 'cursors', SecretString: 'second' }));
    clock.advance(299_000);
    expect(await readSecret()).toBe('first');
    clock.advance(1_000);
    expect(await readSecret()).toBe('second');
  });

  it('that is not there is an error each time, and is found once it is there', async () => {
    const readSecret = createSecretReader({ client: clients.secrets, secretId: 'late' });
    await expect(readSecret()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await clients.secrets.send(new CreateSecretCommand({ Name: 'late', SecretString: 'here' }));
    expect(await readSecret()).toBe('here');
  });
});

describe('a probe', () => {
  const probes = () =>
    createProbes({ dynamoDB: clients.dynamo, s3: clients.s3, sqs: clients.sqs, stepFunctions: clients.sfn });

  it('passes for what is there', async () => {
    const queue = await createQueue(clients, 'probed');
    const machine = await createMachine(cloud, 'probed', { Done: { Type: 'Succeed' } });
    const all = [
      probes().table(await createTable(clients, 'probed')),
      probes().bucket(await createBucket(clients, 'probed')),
      probes().queue(queue.url),
      probes().stateMachine(machine),
    ];
    expect(await Promise.all(all.map((probe) => probe()))).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('fails for what is not', async () => {
    const arn = 'arn:aws:states:us-east-1:000000000000:stateMachine:none';
    const none = [
      probes().table('none'),
      probes().bucket('none'),
      probes().queue(`${cloud.endpoint}/000000000000/none`),
      probes().stateMachine(arn),
    ];
    const ends = await Promise.allSettled(none.map((probe) => probe()));
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  });
});
