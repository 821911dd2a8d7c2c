import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  createBatches,
  createBreakerState,
  createContents,
  createDeadLetters,
  createFingerprints,
  createIdempotencyKeys,
  createKeyUses,
  createMemberships,
  createOpenFiles,
  createOutbox,
  createRecordTable,
  createTenantOrigins,
  createTenantPolicies,
  createTenants,
  createTokenBuckets,
  createUploadTokens,
  parseFile,
  parseStoredApiKey,
} from '@sluice/aws';
import { DEFAULT_POLICY } from '@sluice/core/access';
import { fixedClock } from '@sluice/core/runtime';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keyUsesContract } from '../../packages/core/src/access/key-uses.contract.ts';
import { membershipsContract } from '../../packages/core/src/access/memberships.contract.ts';
import { tenantOriginsContract } from '../../packages/core/src/access/tenant-origins.contract.ts';
import { tenantPoliciesContract } from '../../packages/core/src/access/tenant-policies.contract.ts';
import { ACME, tenantsContract } from '../../packages/core/src/access/tenants.contract.ts';
import { tokenBucketsContract } from '../../packages/core/src/access/token-buckets.contract.ts';
import { contentsContract } from '../../packages/core/src/catalog/contents.contract.ts';
import { outboxContract } from '../../packages/core/src/history/outbox.contract.ts';
import type { RecordKey, StoredFact } from '../../packages/core/src/history/record-store.ts';
import { deadLettersContract } from '../../packages/core/src/operate/dead-letters.contract.ts';
import { openFilesContract } from '../../packages/core/src/operate/open-files.contract.ts';
import { breakerStateContract } from '../../packages/core/src/runtime/breaker-state.contract.ts';
import { batchesContract } from '../../packages/core/src/upload/batches.contract.ts';
import { fingerprintsContract } from '../../packages/core/src/upload/fingerprints.contract.ts';
import { idempotencyKeysContract } from '../../packages/core/src/upload/idempotency-keys.contract.ts';
import { uploadTokensContract } from '../../packages/core/src/upload/upload-tokens.contract.ts';
import { createTable } from './local-cloud/create-table.ts';
import { type ProductClients, productClients } from './local-cloud/product-clients.ts';
import { startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';

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

let tables = 0;
const newTable = (options: { withLog?: boolean } = {}) => {
  tables += 1;
  return createTable(clients, `table-${tables}`, options);
};

const storeRow = (TableName: string, tenantId: string, rest: Record<string, AttributeValue>) =>
  clients.dynamo.send(
    new PutItemCommand({ TableName, Item: { pk: { S: `TENANT#${tenantId}` }, sk: { S: 'POLICY' }, ...rest } }),
  );
const factOfTenant: StoredFact = {
  sequence: 1,
  messageId: '019b76da-a800-7000-8000-000000000001',
  occurredAt: '2026-01-01T00:00:00.000Z',
  correlationId: 'c',
  userId: 'olga',
  priority: 5,
  fact: {
    type: 'tenant.updated',
    payload: { schema_version: 1, tenant_id: 'acme', status: 'active', changed: ['name'] },
  },
};

describe('idempotency keys on DynamoDB', () => {
  idempotencyKeysContract(async (clock) =>
    createIdempotencyKeys({ client: clients.dynamo, tableName: await newTable(), clock }),
  );
});

describe('batches on DynamoDB', () => {
  batchesContract(async () => createBatches({ client: clients.dynamo, tableName: await newTable() }));
});

describe('fingerprints on DynamoDB', () => {
  fingerprintsContract(async () => createFingerprints({ client: clients.dynamo, tableName: await newTable() }));
});

describe('upload tokens on DynamoDB', () => {
  uploadTokensContract(async () => createUploadTokens({ client: clients.dynamo, tableName: await newTable() }));
});

describe('the state of breakers on DynamoDB', () => {
  breakerStateContract(async () => createBreakerState({ client: clients.dynamo, tableName: await newTable() }));
});

describe('tenant policies on DynamoDB', () => {
  const storePolicy = (TableName: string, tenantId: string, policy: unknown) =>
    clients.dynamo.send(
      new PutItemCommand({
        TableName,
        Item: { pk: { S: `TENANT#${tenantId}` }, sk: { S: 'POLICY' }, policy: { S: JSON.stringify(policy) } },
      }),
    );

  tenantPoliciesContract(async (own) => {
    const tableName = await newTable();
    await Promise.all(Object.entries(own).map(([tenantId, policy]) => storePolicy(tableName, tenantId, policy)));
    return createTenantPolicies({ client: clients.dynamo, tableName });
  });

  it('have the default for each limit and answer they do not name', async () => {
    const tableName = await newTable();
    await storePolicy(tableName, 'acme', { limits: { maxPixels: 7 }, soft: { empty: 'reject' } });
    expect(await createTenantPolicies({ client: clients.dynamo, tableName }).policyOf('acme')).toEqual({
      ...DEFAULT_POLICY,
      limits: { ...DEFAULT_POLICY.limits, maxPixels: 7 },
      soft: { ...DEFAULT_POLICY.soft, empty: 'reject' },
    });
  });

  it('show a change within a minute', async () => {
    const tableName = await newTable();
    const clock = fixedClock();
    const policies = createTenantPolicies({ client: clients.dynamo, tableName, clock });
    await storePolicy(tableName, 'acme', { maxFileBytes: 1 });
    expect(await policies.policyOf('acme')).toMatchObject({ maxFileBytes: 1 });
    await storePolicy(tableName, 'acme', { maxFileBytes: 2 });
    clock.advance(59_000);
    expect(await policies.policyOf('acme')).toMatchObject({ maxFileBytes: 1 });
    clock.advance(1_000);
    expect(await policies.policyOf('acme')).toMatchObject({ maxFileBytes: 2 });
  });

  it.each([
    ['a misspelled limit', { maxFileByte: 1 }],
    ['a limit that is no number', { limits: { maxPixels: 'many' } }],
    ['an answer nobody knows', { soft: { empty: 'maybe' } }],
  ])('are not guessed when the row has %s, and are read again once it is corrected', async (_, policy) => {
    const tableName = await newTable();
    const policies = createTenantPolicies({ client: clients.dynamo, tableName });
    await storePolicy(tableName, 'acme', policy);
    await expect(policies.policyOf('acme')).rejects.toMatchObject({ name: 'StoredPolicy' });
    await storePolicy(tableName, 'acme', {});
    expect(await policies.policyOf('acme')).toEqual(DEFAULT_POLICY);
  });
});

describe('the origins of tenants on DynamoDB', () => {
  tenantOriginsContract(async (clock) =>
    createTenantOrigins({ client: clients.dynamo, tableName: await newTable(), clock }),
  );

  it('are asked for once a minute, known or not', async () => {
    const clock = fixedClock();
    const origins = createTenantOrigins({ client: clients.dynamo, tableName: await newTable(), clock });
    expect(await origins.allows('https://app.example.com')).toBe(false);
    await origins.replace('acme', [], ['https://app.example.com']);
    clock.advance(59_000);
    expect(await origins.allows('https://app.example.com')).toBe(false);
    clock.advance(1_000);
    expect(await origins.allows('https://app.example.com')).toBe(true);
  });
});

describe('token buckets on DynamoDB', () => {
  tokenBucketsContract(async () => {
    const config = { client: clients.dynamo, tableName: await newTable() };
    return [createTokenBuckets(config), createTokenBuckets(config)];
  });

  it('take one write each while the guess is right, and end an hour after they are full', async () => {
    const tableName = await newTable();
    const send = vi.spyOn(clients.dynamo, 'send');
    const buckets = createTokenBuckets({ client: clients.dynamo, tableName });
    const bucket = { tenantId: 'acme', callerId: 'ada', rateClass: 'read' } as const;
    const limit = { perMinute: 60, burst: 10 };
    let lastTat: number | undefined;
    for (const now of [1_000, 1_100, 1_200, 60_000]) {
      lastTat = (await buckets.take({ bucket, limit, now, lastTat })).tat;
    }
    expect(send).toHaveBeenCalledTimes(4);
    send.mockRestore();
    const { Item } = await clients.dynamo.send(
      new GetItemCommand({
        TableName: tableName,
        Key: { pk: { S: 'TENANT#acme#CALLER#ada' }, sk: { S: 'RATE#read' } },
      }),
    );
    expect(Item?.expires_at).toEqual({ N: String(60 + 10 + 3600) });
  });
});

describe('tenants on DynamoDB', () => {
  const setUp = async () => {
    const tableName = await newTable({ withLog: true });
    return { tableName, tenants: createTenants({ client: clients.dynamo, tableName }) };
  };
  tenantsContract(async () => (await setUp()).tenants);

  it('are read from a row of a policy alone, which is then changed like any other', async () => {
    const { tableName, tenants } = await setUp();
    await storeRow(tableName, 'acme', { policy: { S: '{"maxFileBytes":7}' } });
    const found = await tenants.find('acme');
    expect(found).toEqual({
      record: { tenantId: 'acme', name: 'acme', status: 'active', policy: { maxFileBytes: 7 } },
      version: 0,
    });
    const change = { tenant: { ...ACME, policy: {} }, expectedVersion: 0, fact: factOfTenant };
    expect(await tenants.commit(change)).toBe('committed');
    expect(await tenants.find('acme')).toMatchObject({ version: 1, record: { name: ACME.name } });
  });

  it('tell their status with the policy, within a minute, and their facts to the outbox', async () => {
    const { tableName, tenants } = await setUp();
    const clock = fixedClock(Date.UTC(2026, 1, 1));
    const known = createTenantPolicies({ client: clients.dynamo, tableName, clock });
    expect(await known.statusOf('acme')).toBe('active');
    const tenant = { ...ACME, status: 'suspended' as const };
    await tenants.commit({ tenant, expectedVersion: 0, fact: factOfTenant });
    expect(await known.statusOf('acme')).toBe('active');
    clock.advance(60_000);
    expect(await known.statusOf('acme')).toBe('suspended');
    expect(await known.policyOf('acme')).toMatchObject({ maxFileBytes: 7 });
    const outbox = createOutbox({ client: clients.dynamo, tableNames: [tableName], clock });
    expect((await outbox.overdue(0, 10)).map(({ tenantId, stored }) => [tenantId, stored])).toEqual([
      ['acme', factOfTenant],
    ]);
  });
});

describe('API keys on DynamoDB', () => {
  it('are read back as they were committed', async () => {
    const keys = createRecordTable({
      client: clients.dynamo,
      tableName: await newTable({ withLog: true }),
      kind: 'KEY',
      parse: parseStoredApiKey,
    });
    const key = {
      tenantId: 'acme',
      keyId: '019b76da-a800-7000-8000-000000000001',
      name: 'import',
      role: 'editor' as const,
      scopes: ['files:read' as const],
      prefix: 'slk_acme',
      secretHash: '00',
      oldSecret: { hash: '01', until: '2026-01-02T00:00:00.000Z' },
      createdBy: 'ada',
      createdAt: '2026-01-01T00:00:00.000Z',
      revokedAt: '2026-01-01T00:00:00.000Z',
    };
    const place = { tenantId: key.tenantId, id: key.keyId };
    await keys.commit({ key: place, record: key, facts: [], expectedVersion: 0 });
    expect(await keys.load(place)).toEqual({ record: key, version: 1 });
  });
});

describe('uses of keys on DynamoDB', () => {
  keyUsesContract(async () => createKeyUses({ client: clients.dynamo, tableName: await newTable() }));
});

describe('memberships on DynamoDB', () => {
  membershipsContract(async () => createMemberships({ client: clients.dynamo, tableName: await newTable() }));
});

describe('contents on DynamoDB', () => {
  let tableName: Promise<string> | undefined;
  contentsContract(
    async () => {
      tableName ??= newTable();
      return createContents({ client: clients.dynamo, tableName: await tableName });
    },
    { runs: 10 },
  );
});

describe('dead letters on DynamoDB', () => {
  deadLettersContract(async () => createDeadLetters({ client: clients.dynamo, tableName: await newTable() }));
});

describe('open files on DynamoDB', () => {
  openFilesContract(async () => {
    const tableName = await newTable({ withLog: true });
    return {
      openFiles: createOpenFiles({ client: clients.dynamo, tableName }),
      files: createRecordTable({ client: clients.dynamo, tableName, kind: 'FILE', parse: parseFile }),
    };
  });
});

describe('the outbox on DynamoDB', () => {
  const addTo = async (table: string, key: RecordKey, stored: StoredFact) => {
    const records = createRecordTable({
      client: clients.dynamo,
      tableName: table,
      kind: 'FILE',
      parse: (json) => json,
    });
    await records.commit({ key, record: {}, facts: [stored], expectedVersion: 0 });
    return { table, pk: `TENANT#${key.tenantId}#FILE#${key.id}`, sk: 'EVENT#000001' };
  };

  outboxContract(async (clock) => {
    const table = await newTable({ withLog: true });
    return {
      outbox: createOutbox({ client: clients.dynamo, tableNames: [table], clock }),
      add: (key, stored) => addTo(table, key, stored),
    };
  });

  const fact = (id: string, occurredAt: string): StoredFact => ({
    sequence: 1,
    messageId: id,
    occurredAt,
    correlationId: 'c',
    userId: 'u',
    priority: 5,
    fact: { type: 'file.published', payload: { schema_version: 1, file_id: FILE, version: 1, run: 1, partial: false } },
  });
  const FILE = '019b76da-a800-7000-8000-000000000001';

  it('looks into every table, the oldest fact first', async () => {
    const clock = fixedClock(Date.UTC(2026, 1, 1));
    const names = [await newTable({ withLog: true }), await newTable({ withLog: true })];
    await addTo(names[0] ?? '', { tenantId: 'a', id: '1' }, fact('later', '2026-01-02T00:00:00.000Z'));
    await addTo(names[1] ?? '', { tenantId: 'a', id: '1' }, fact('sooner', '2026-01-01T00:00:00.000Z'));
    const overdue = await createOutbox({ client: clients.dynamo, tableNames: names, clock }).overdue(0, 10);
    expect(overdue.map(({ table, stored }) => [table, stored.messageId])).toEqual([
      [names[1], 'sooner'],
      [names[0], 'later'],
    ]);
  });

  it('finds every fact, wherever in the index it lies, the oldest of all first', async () => {
    const table = await newTable({ withLog: true });
    const outbox = createOutbox({
      client: clients.dynamo,
      tableNames: [table],
      clock: fixedClock(Date.UTC(2026, 1, 1)),
    });
    const ids = Array.from({ length: 20 }, (_, n) => `message-${String.fromCharCode(97 + n)}`);
    for (const [n, id] of ids.entries()) {
      await addTo(table, { tenantId: 'a', id }, fact(id, new Date(Date.UTC(2026, 0, 1, n)).toISOString()));
    }
    expect((await outbox.overdue(0, 100)).map(({ stored }) => stored.messageId)).toEqual(ids);
    expect((await outbox.overdue(0, 7)).map(({ stored }) => stored.messageId)).toEqual(ids.slice(0, 7));
  });

  it('notes when a fact was published, the first time', async () => {
    const table = await newTable({ withLog: true });
    const clock = fixedClock();
    const outbox = createOutbox({ client: clients.dynamo, tableNames: [table], clock });
    const place = await addTo(table, { tenantId: 'a', id: '1' }, fact('m', '2026-01-01T00:00:00.000Z'));
    await outbox.markPublished(place);
    clock.advance(5000);
    await outbox.markPublished(place);
    await outbox.markPublished({ ...place, sk: 'EVENT#000009' });
    const read = async (sk: string) =>
      (await clients.dynamo.send(new GetItemCommand({ TableName: table, Key: { pk: { S: place.pk }, sk: { S: sk } } })))
        .Item;
    expect((await read('EVENT#000001'))?.published_at).toEqual({ S: '2026-01-01T00:00:00.000Z' });
    expect(await read('EVENT#000009')).toBeUndefined();
  });
});
