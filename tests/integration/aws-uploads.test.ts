import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import {
  createAssemblyQueue,
  createBatches,
  createFingerprints,
  createIdempotencyKeys,
  createObjectStorage,
  createOpenUploads,
  createRecordTable,
  createUploadQuotas,
  createUploadTokens,
  parseFile,
  parseUpload,
} from '@sluice/aws';
import { assemblyMessageSchema } from '@sluice/contracts';
import { createRegisterFile } from '@sluice/core/catalog';
import { createAppendFacts, createChangeRecord } from '@sluice/core/history';
import { type Clock, fixedClock, sequentialIds } from '@sluice/core/runtime';
import {
  inMemoryAssemblyQueue,
  inMemoryContents,
  inMemoryLifecycle,
  inMemoryTenantPolicies,
} from '@sluice/core/testing';
import { createCreateUpload, createSweepUploads, type ObjectStorage, type SignedRequest } from '@sluice/core/upload';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { openUploadsContract } from '../../packages/core/src/upload/open-uploads.contract.ts';
import { caller, MIB, small, type UploadPorts } from '../../packages/core/src/upload/set-up-upload.ts';
import { liveAndCheck, lives, type ModelWorld } from '../../packages/core/src/upload/upload-life.contract.ts';
import { uploadQuotasContract } from '../../packages/core/src/upload/upload-quotas.contract.ts';
import { createBucket } from './local-cloud/create-bucket.ts';
import { createTable } from './local-cloud/create-table.ts';
import { type ProductClients, productClients } from './local-cloud/product-clients.ts';
import { startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';
import { createQueue, receiveJson } from './local-cloud/use-queue.ts';

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

let worlds = 0;

/** What is signed ends by our clock, which runs ahead of S3's own. */
function signingBy(clock: Clock, storage: ObjectStorage): ObjectStorage {
  const ending = <R extends SignedRequest>(request: R, seconds: number) => ({
    ...request,
    expiresAt: new Date(clock() + seconds * 1000).toISOString(),
  });
  return {
    ...storage,
    signPut: async (request) => ending(await storage.signPut(request), request.expiresInSeconds),
    signParts: async (request) =>
      (await storage.signParts(request)).map((part) => ending(part, request.expiresInSeconds)),
  };
}

/** A bucket and tables of its own on the local cloud; the clock of the uploads is ours, S3 goes by its own. */
async function newWorld() {
  worlds += 1;
  const clock = fixedClock(Date.now());
  const [bucket, uploadsTable, historyTable] = await Promise.all([
    createBucket(clients, `content-${worlds}`),
    createTable(clients, `uploads-${worlds}`, { withLog: true }),
    createTable(clients, `history-${worlds}`, { withLog: true }),
  ]);
  const client = clients.dynamo;
  const uploads = createRecordTable({ client, tableName: uploadsTable, kind: 'UPLOAD', parse: parseUpload });
  const ports = {
    uploads,
    history: createRecordTable({ client, tableName: historyTable, kind: 'FILE', parse: parseFile }),
    storage: signingBy(clock, createObjectStorage({ client: clients.s3, bucket })),
    idempotencyKeys: createIdempotencyKeys({ client, tableName: uploadsTable, clock }),
    quotas: createUploadQuotas({ client, tableName: uploadsTable, clock }),
    policies: inMemoryTenantPolicies(),
    lifecycle: inMemoryLifecycle(),
    assembly: inMemoryAssemblyQueue(),
    tokens: createUploadTokens({ client, tableName: uploadsTable }),
    fingerprints: createFingerprints({ client, tableName: uploadsTable }),
    batches: createBatches({ client, tableName: uploadsTable }),
    registry: inMemoryContents(),
  };
  const ids = sequentialIds(clock);
  const depsOf = ({ history, registry: _, ...rest }: UploadPorts) => {
    const append = createAppendFacts(createChangeRecord({ store: history, clock }));
    return { ...rest, registerFile: createRegisterFile(append), clock, ids };
  };
  const openUploads = createOpenUploads({ client, tableName: uploadsTable });
  return { clock, ports, depsOf, openUploads, bucket, uploadsTable };
}

const ZEROS = Buffer.alloc(9 * MIB);
const quotasRow = z.object({ Item: z.optional(z.record(z.string(), z.object({ N: z.optional(z.string()) }))) });

async function modelWorld(): Promise<ModelWorld> {
  const { bucket, uploadsTable, ...world } = await newWorld();
  return {
    ...world,
    async send({ url, headers, expiresAt }, sizeBytes) {
      if (expiresAt !== undefined && Date.parse(expiresAt) <= world.clock()) return 403;
      // Node itself refuses a body that is not as long as its signed length says, and so counts as a refusal.
      const sent = fetch(url, { method: 'PUT', headers, body: ZEROS.subarray(0, sizeBytes) });
      return sent.then(
        (response) => response.status,
        () => 0,
      );
    },
    async objects() {
      const { Versions = [] } = await clients.s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
      return Versions.map(({ Key = '', VersionId = '', Size = 0 }) => ({
        key: Key,
        versionId: VersionId,
        sizeBytes: Size,
      }));
    },
    async takenUp() {
      const Key = { pk: { S: `TENANT#${caller.tenantId}#QUOTAS` }, sk: { S: 'META' } };
      const { Item } = z.parse(
        quotasRow,
        await clients.dynamo.send(new GetItemCommand({ TableName: uploadsTable, Key })),
      );
      return { openUploads: Number(Item?.openUploads?.N ?? 0), storedBytes: Number(Item?.storedBytes?.N ?? 0) };
    },
  };
}

describe('quotas on DynamoDB', () => {
  uploadQuotasContract(async (clock) => {
    worlds += 1;
    const tableName = await createTable(clients, `quotas-${worlds}`);
    return createUploadQuotas({ client: clients.dynamo, tableName, clock });
  });
});

describe('uploads to look after on DynamoDB', () => {
  openUploadsContract(async () => {
    const { ports, openUploads } = await newWorld();
    return { uploads: ports.uploads, openUploads };
  });
});

describe('the assembly queue on SQS', () => {
  it('tells the worker whose upload it is', async () => {
    const assembly = await createQueue(clients, 'assembly');
    const upload = { tenantId: 'acme', uploadId: '019b76da-a800-7000-8000-000000000001', ownerId: 'user-1' };
    const queue = createAssemblyQueue({ client: clients.sqs, queueUrl: assembly.url });
    await queue.send({ ...upload, correlationId: 'c', priority: 7 });
    expect(z.parse(assemblyMessageSchema, await receiveJson(clients, assembly))).toMatchObject({
      correlation_id: 'c',
      payload: { upload_id: upload.uploadId },
      metadata: { tenant_id: 'acme', user_id: 'user-1', priority: 7 },
    });
  });
});

describe('whatever happens to uploads on S3 and DynamoDB, and whatever dies meanwhile', () => {
  it.each([
    ['S3 says what arrived', { eventsLost: false, assembleInQueueAbove: 1000 }, 8],
    ['every event is lost and parts are put together by a worker', { eventsLost: true, assembleInQueueAbove: 2 }, 8],
  ])('each comes to one end when %s', { timeout: 240_000 }, async (_, options, numRuns) => {
    await fc.assert(
      fc.asyncProperty(lives(8), async (life) => liveAndCheck(await modelWorld(), life, options)),
      { numRuns, seed: 20_261_125, endOnFailure: true },
    );
  });
});

describe('a sweep', () => {
  it('recovers five hundred uploads whose events were lost', { timeout: 120_000 }, async () => {
    const { ports, depsOf, openUploads, clock } = await newWorld();
    const deps = depsOf(ports);
    const create = createCreateUpload(deps);
    const waiting = Array.from({ length: 500 }, (_, n) => n)[Symbol.iterator]();
    const work = async () => {
      for (const n of waiting) {
        const { parts } = await create(caller, `key-${n}`, small);
        for (const { url, headers } of parts) {
          const { status } = await fetch(url, { method: 'PUT', headers, body: 'hello' });
          expect(status).toBe(200);
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
    clock.advance(2 * 60_000);
    const started = performance.now();
    const sweep = await createSweepUploads({ ...deps, openUploads })();
    const seconds = (performance.now() - started) / 1000;
    expect(sweep.failed).toEqual([]);
    expect(sweep.notable.filter(({ look }) => look === 'recovered')).toHaveLength(500);
    expect(ports.lifecycle.started.size).toBe(500);
    expect(seconds).toBeLessThan(45);
    process.stdout.write(`one sweep recovered 500 uploads in ${seconds.toFixed(1)} s\n`);
  });
});
