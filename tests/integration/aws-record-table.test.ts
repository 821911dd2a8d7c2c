import { createRecordTable } from '@sluice/aws';
import { afterAll, beforeAll, describe } from 'vitest';
import * as z from 'zod/mini';
import { recordStoreContract } from '../../packages/core/src/history/record-store.contract.ts';
import { createTable } from './local-cloud/create-table.ts';
import { type ProductClients, productClients } from './local-cloud/product-clients.ts';
import { startTestCloud, type TestCloud } from './local-cloud/start-test-cloud.ts';

const Note = z.object({ title: z.string(), count: z.int(), tags: z.array(z.string()) });

let cloud: TestCloud;
let clients: ProductClients;
let tableName: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  clients = productClients(cloud.endpoint);
  tableName = await createTable(clients, 'history', { withLog: true });
});
afterAll(async () => {
  clients.destroy();
  await cloud.stop();
});

describe('the record store on DynamoDB', () => {
  recordStoreContract(async () =>
    createRecordTable({ client: clients.dynamo, tableName, kind: 'FILE', parse: (json) => z.parse(Note, json) }),
  );
});
