import { setTimeout as pause } from 'node:timers/promises';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListRuleNamesByTargetCommand,
} from '@aws-sdk/client-eventbridge';
import {
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { seededRandom } from '@sluice/analysis/testing';
import type { Client } from '@sluice/client';
import { type ProofCloud, startCloud, stopCloud } from './local-cloud.ts';
import type { ProofOptions } from './proof.ts';
import { count, untilAtRest } from './send-all.ts';
import { shuffle } from './shuffle.ts';

const UPLOADS = 500;
const EVENTS = 10_000;
const SWEEPER = 'sluice-dev-upload-sweep-uploads';

/**
 * S3 tells of 500 uploads 10,000 times, in any order: 500 executions. It tells nothing of 500 others, and no client completes
 * them: one sweep recovers all.
 */
export async function proveEvents({ seed }: ProofOptions): Promise<boolean> {
  try {
    const cloud = await startCloud();
    const aws = clientsOf(cloud);
    const queueUrl = await arrivalsOf(aws);
    const told = await tellTooMuch(cloud, aws, queueUrl, seed);
    const silent = await tellNothing(cloud, aws, queueUrl, seed);
    console.log(JSON.stringify({ seed, told, silent }, null, 2));
    return (
      told.executions === UPLOADS &&
      told.files.published === UPLOADS &&
      silent.recovered_by_one_sweep === UPLOADS &&
      silent.executions === UPLOADS &&
      silent.files.published === UPLOADS
    );
  } finally {
    await stopCloud();
  }
}

async function tellTooMuch(cloud: ProofCloud, aws: Aws, queueUrl: string, seed: number) {
  const tenant = `events-${seed}`;
  const client = cloud.clientOf('admin', tenant);
  const { ids, bodies } = await sendUnheard(client, aws, queueUrl);
  const events = Array.from({ length: EVENTS }, (_, n) => bodies[n % bodies.length] ?? '');
  await consume(aws, queueUrl, false);
  for (const some of chunks(shuffle(events, seededRandom(seed)), 10)) {
    await aws.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: some.map((MessageBody, n) => ({ Id: String(n), MessageBody })),
      }),
    );
  }
  const sent = await depthOf(aws, queueUrl);
  console.error(`${sent} events of ${bodies.length} objects lie in the queue`);
  await consume(aws, queueUrl, true);
  await until('the queue is empty', async () => (await depthOf(aws, queueUrl)) === 0, 600);
  const fileIds = await fileIdsOf(client, ids);
  const files = await untilAtRest(client, fileIds, 900);
  const executions = await executionsOf(aws, fileIds);
  return { uploads: ids.length, events: sent, executions, files: count(files.map(({ status }) => status)) };
}

async function tellNothing(cloud: ProofCloud, aws: Aws, queueUrl: string, seed: number) {
  const tenant = `silence-${seed}`;
  const client = cloud.clientOf('admin', tenant);
  await setSweeping(aws, false);
  try {
    const { ids } = await sendUnheard(client, aws, queueUrl);
    const before = await completedOf(client);
    // An upload is looked at when its event should have come long since.
    await pause(150_000);
    const { FunctionError } = await aws.lambda.send(new InvokeCommand({ FunctionName: SWEEPER, Payload: '{}' }));
    if (FunctionError !== undefined) throw new Error(`the sweeper failed: ${FunctionError}`);
    const recovered = (await completedOf(client)) - before;
    const fileIds = await fileIdsOf(client, ids);
    const files = await untilAtRest(client, fileIds, 900);
    const executions = await executionsOf(aws, fileIds);
    return {
      uploads: ids.length,
      recovered_by_one_sweep: recovered,
      executions,
      files: count(files.map(({ status }) => status)),
    };
  } finally {
    await setSweeping(aws, true);
  }
}

/** Declares files and sends their bytes; what S3 told is taken out of the queue and answered. Nobody completes them. */
async function sendUnheard(client: Client, aws: Aws, queueUrl: string) {
  await consume(aws, queueUrl, false);
  const ids: string[] = [];
  const one = async (n: number) => {
    const bytes = new TextEncoder().encode(`File ${n}, of which S3 has told in its own way.`);
    const upload = await client.createUpload({
      filename: `${n}.txt`,
      mime_type: 'text/plain',
      size_bytes: bytes.byteLength,
    });
    const [part] = upload.parts;
    if (part === undefined) throw new Error('the upload came without a signed part');
    const answer = await fetch(part.url, { method: 'PUT', headers: part.headers, body: bytes });
    if (!answer.ok) throw new Error(`storage answered ${answer.status}`);
    ids.push(upload.upload_id);
  };
  for (const some of chunks(
    Array.from({ length: UPLOADS }, (_, n) => n),
    10,
  ))
    await Promise.all(some.map(one));
  const bodies = new Map<string, string>();
  await until(
    `${UPLOADS} events`,
    async () => {
      const { Messages = [] } = await aws.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 60 }),
      );
      for (const { MessageId = '', Body = '' } of Messages) bodies.set(MessageId, Body);
      if (Messages.length > 0) {
        await aws.sqs.send(
          new DeleteMessageBatchCommand({
            QueueUrl: queueUrl,
            Entries: Messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle })),
          }),
        );
      }
      return bodies.size >= UPLOADS;
    },
    120,
  );
  await consume(aws, queueUrl, true);
  return { ids, bodies: [...bodies.values()] };
}

type Aws = ReturnType<typeof clientsOf>;

function clientsOf({ cloudUrl: endpoint }: ProofCloud) {
  const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  return {
    eventBridge: new EventBridgeClient(config),
    lambda: new LambdaClient({ ...config, requestHandler: { requestTimeout: 900_000 } }),
    sqs: new SQSClient(config),
    stepFunctions: new SFNClient(config),
  };
}

async function arrivalsOf({ sqs }: Aws): Promise<string> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const found = QueueUrls.find((url) => /Intake-?Arrivals-?Queue/i.test(url));
  if (found === undefined) throw new Error(`no queue of arrivals among ${QueueUrls.join(', ')}`);
  return found;
}

/** Lets the queue be consumed, or not. */
async function consume({ lambda, sqs }: Aws, queueUrl: string, enabled: boolean): Promise<void> {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['QueueArn'] }),
  );
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: Attributes?.QueueArn }),
  );
  const UUID = EventSourceMappings[0]?.UUID;
  if (UUID === undefined) throw new Error(`nobody consumes ${queueUrl}`);
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: enabled }));
  const wanted = enabled ? 'Enabled' : 'Disabled';
  await until(
    `the consumer is ${wanted}`,
    async () => (await lambda.send(new GetEventSourceMappingCommand({ UUID }))).State === wanted,
    30,
  );
}

/** Lets the sweeper be called by the clock, or not. */
async function setSweeping({ eventBridge, lambda }: Aws, enabled: boolean): Promise<void> {
  const { FunctionArn } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: SWEEPER }));
  const { RuleNames = [] } = await eventBridge.send(new ListRuleNamesByTargetCommand({ TargetArn: FunctionArn }));
  for (const Name of RuleNames) {
    await eventBridge.send(enabled ? new EnableRuleCommand({ Name }) : new DisableRuleCommand({ Name }));
  }
}

async function depthOf({ sqs }: Aws, queueUrl: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return (
    Number(Attributes.ApproximateNumberOfMessages ?? 0) + Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0)
  );
}

async function executionsOf({ stepFunctions }: Aws, fileIds: readonly string[]): Promise<number> {
  const { stateMachines = [] } = await stepFunctions.send(new ListStateMachinesCommand({}));
  const machine = stateMachines.find(({ name = '' }) => name.endsWith('file-lifecycle'));
  const wanted = new Set(fileIds);
  let found = 0;
  let nextToken: string | undefined;
  do {
    const page = await stepFunctions.send(
      new ListExecutionsCommand({
        stateMachineArn: machine?.stateMachineArn,
        maxResults: 1000,
        ...(nextToken !== undefined && { nextToken }),
      }),
    );
    found += (page.executions ?? []).filter(({ name = '' }) => wanted.has(name.split('.')[0] ?? '')).length;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

async function fileIdsOf(client: Client, ids: readonly string[]): Promise<string[]> {
  const fileIds: string[] = [];
  for (const id of ids) {
    const { file_id, status } = await client.getUpload(id);
    if (file_id === undefined) throw new Error(`upload ${id} is ${status}`);
    fileIds.push(file_id);
  }
  return fileIds;
}

async function completedOf(client: Client): Promise<number> {
  let completed = 0;
  let cursor: string | undefined;
  do {
    const page = await client.listUploads({ limit: 200, ...(cursor !== undefined && { cursor }) });
    completed += page.items.filter(({ status }) => status === 'completed').length;
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  return completed;
}

async function until(what: string, holds: () => Promise<boolean>, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}`);
    await pause(100);
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}
