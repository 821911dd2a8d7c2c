import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createClient } from '@sluice/client';
import { makePhoto } from '../../examples/samples/make-pictures.ts';
import { deployStacks } from '../../localstack/deploy-stacks.ts';
import { startEmulator } from '../../localstack/embedded/start-emulator.ts';
import { mintToken } from '../../localstack/issuer/mint-token.ts';
import { startIssuer } from '../../localstack/issuer/start-issuer.ts';
import type { Bench } from '../bench.ts';
import { median } from '../measure.ts';
import { deployNaive, type NaiveStack } from './deploy-naive.ts';

/**
 * First byte to published: our stacks against three plain Lambda states that do the same work, started by the same
 * event, on the same cloud, rounds interleaved. Prints medians and ratios.
 */

const ROUNDS = 31;
const AT_ONCE = 20;
const BATCH_ROUNDS = 3;
const GOALS = { one: 1.2, many: 1.5 };

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const home = join(root, '.sluice', 'bench');
const log = (line: string) => process.stderr.write(`${line}\n`);

export const benchFlow: Bench = async ({ rounds = ROUNDS }) => {
  mkdirSync(home, { recursive: true });
  const emulator = await startEmulator({ root: home, installRoot: root, port: 4766 });
  const issuer = await startIssuer({ root: home, port: 4770 });
  try {
    return await measure(emulator.endpoint, issuer.issuerUrl, rounds);
  } finally {
    await emulator.stop();
    await issuer.stop();
  }
};

async function measure(endpoint: string, issuerUrl: string, rounds: number): Promise<boolean> {
  const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const outDir = join(root, '.sluice', 'assembly-bench');
  const { apiUrl = '' } = await deployStacks({
    root,
    target: 'embedded',
    endpoint,
    issuerUrl,
    outDir,
    log,
  });
  const dynamoDB = new DynamoDBClient(config);
  const history = await physical(config, 'sluice-dev-foundation', 'AWS::DynamoDB::Table', 'History');
  const uploads = await physical(config, 'sluice-dev-upload', 'AWS::DynamoDB::Table', 'Uploads');
  const naive = await deployNaive(
    config,
    await physical(config, 'sluice-dev-understand', 'AWS::Lambda::Function', 'UnderstandFile'),
  );
  const token = await mintToken({ issuerUrl, role: 'editor', tenant: 'bench' });
  const client = createClient({ baseUrl: apiUrl, token });
  const bytes = new Uint8Array(await makePhoto());
  const ours = () => sendOurs({ client, dynamoDB, history, uploads, bytes: unlike(bytes) });
  const theirs = () =>
    sendNaive({ s3: new S3Client({ ...config, forcePathStyle: true }), dynamoDB, naive, bytes: unlike(bytes) });

  log(`warming up, then ${rounds} rounds of one file (${bytes.length} bytes)`);
  for (let round = 0; round < 3; round += 1) {
    await ours();
    await theirs();
  }
  const one = await interleave(rounds, ours, theirs);
  log(`${BATCH_ROUNDS} rounds of ${AT_ONCE} files at once`);
  const many = await interleave(
    BATCH_ROUNDS,
    () => together(ours),
    () => together(theirs),
  );
  const ratio = { one: one.ours / one.naive, many: many.ours / many.naive };
  console.log(JSON.stringify({ rounds, one, many, ratio, goals: GOALS }, rounded, 2));
  return ratio.one <= GOALS.one && ratio.many <= GOALS.many;
}

async function interleave(rounds: number, ours: () => Promise<number>, naive: () => Promise<number>) {
  const times = { ours: [] as number[], naive: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    // Whoever goes first profits or suffers from what ran before: take turns.
    if (round % 2 === 0) times.ours.push(await ours());
    times.naive.push(await naive());
    if (round % 2 === 1) times.ours.push(await ours());
  }
  return { ours: median(times.ours), naive: median(times.naive) };
}

/** Milliseconds from the first byte of the first file to the last one published. */
async function together(send: () => Promise<number>): Promise<number> {
  const started = Date.now();
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  return Date.now() - started;
}

/** The same picture with another comment in it: equal contents of a tenant are stored once, which takes longer. */
function unlike(jpeg: Uint8Array): Uint8Array {
  const comment = Buffer.from(randomUUID());
  const length = comment.length + 2;
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xfe, length >> 8, length & 0xff]),
    comment,
    jpeg.subarray(2),
  ]);
}

type Ours = {
  client: ReturnType<typeof createClient>;
  dynamoDB: DynamoDBClient;
  history: string;
  uploads: string;
  bytes: Uint8Array;
};

/** Milliseconds from the first byte of the PUT to the fact `file.published`, by the machine's one clock. */
async function sendOurs({ client, dynamoDB, history, uploads, bytes }: Ours): Promise<number> {
  const body = { filename: `${randomUUID()}.jpg`, mime_type: 'image/jpeg', size_bytes: bytes.length };
  const upload = await client.createUpload(body);
  // The row names the file before a byte moved: read here, so that nothing but one row is asked for while time runs.
  const row = await snapshot(dynamoDB, uploads, `TENANT#bench#UPLOAD#${upload.upload_id}`);
  const fileId = typeof row === 'object' && row !== null && 'fileId' in row ? row.fileId : undefined;
  const [part] = upload.parts;
  if (part === undefined) throw new Error('the upload came without a signed part');
  const started = Date.now();
  const put = await fetch(part.url, { method: 'PUT', headers: part.headers, body: bytes as Uint8Array<ArrayBuffer> });
  if (!put.ok) throw new Error(`storage answered ${put.status}`);
  const record = await until(async () => {
    const meta = await snapshot(dynamoDB, history, `TENANT#bench#FILE#${fileId}`);
    return isPublished(meta) ? meta : undefined;
  });
  return Date.parse(record.updatedAt) - started;
}

async function snapshot(dynamoDB: DynamoDBClient, TableName: string, pk: string): Promise<unknown> {
  const { Item } = await dynamoDB.send(new GetItemCommand({ TableName, Key: { pk: { S: pk }, sk: { S: 'META' } } }));
  return JSON.parse(Item?.record?.S ?? '{}');
}

type Naive = { s3: S3Client; dynamoDB: DynamoDBClient; naive: NaiveStack; bytes: Uint8Array };

async function sendNaive({ s3, dynamoDB, naive, bytes }: Naive): Promise<number> {
  const Key = randomUUID();
  const started = Date.now();
  await s3.send(new PutObjectCommand({ Bucket: naive.bucket, Key, Body: bytes }));
  const publishedAt = await until(async () => {
    const { Item } = await dynamoDB.send(new GetItemCommand({ TableName: naive.table, Key: { pk: { S: Key } } }));
    return Item?.published_at?.N;
  });
  return Number(publishedAt) - started;
}

/** Asks seldom, so that asking costs neither side much. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error('nothing was published within two minutes');
    await pause(25);
  }
}

function isPublished(meta: unknown): meta is { updatedAt: string } {
  return (
    typeof meta === 'object' && meta !== null && 'status' in meta && meta.status === 'published' && 'updatedAt' in meta
  );
}

async function physical(config: object, StackName: string, type: string, word: string): Promise<string> {
  const { StackResources = [] } = await new CloudFormationClient(config).send(
    new DescribeStackResourcesCommand({ StackName }),
  );
  const found = StackResources.find(
    ({ ResourceType, LogicalResourceId = '' }) => ResourceType === type && LogicalResourceId.includes(word),
  );
  if (found?.PhysicalResourceId === undefined) throw new Error(`${StackName} has no ${type} named like ${word}`);
  return found.PhysicalResourceId;
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}
