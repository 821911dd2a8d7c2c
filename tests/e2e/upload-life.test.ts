import { randomBytes, randomUUID } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { awsClients } from '../support/aws-clients.ts';
import { type Answer, callApi, type Person } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';
import { functionOf, queueUrlOf, tableOf } from '../support/look-inside.ts';
import { whileNobodyConsumes } from '../support/queues.ts';
import { createUpload, fileAtRest, putParts, sendFile } from '../support/send-file.ts';
import { setPolicy } from '../support/set-policy.ts';

const editor: Person = { role: 'editor', tenant: 'acme' };
const MIB = 1024 ** 2;
const text = { filename: 'a.txt', mimeType: 'text/plain', bytes: new TextEncoder().encode('some text') };
const declaration = { filename: 'a.txt', mime_type: 'text/plain', size_bytes: 9 };
const look = async (id: string) => (await callApi('GET', `/v1/uploads/${id}`, { as: editor })).body;

/** Makes an upload due to be looked at, and changes what is given of it. */
async function makeDue(uploadId: string, change: object = {}): Promise<void> {
  const { dynamoDB } = awsClients();
  const TableName = await tableOf('upload', 'Uploads');
  const Key = { pk: { S: `TENANT#acme#UPLOAD#${uploadId}` }, sk: { S: 'META' } };
  const { Item } = await dynamoDB.send(new GetItemCommand({ TableName, Key }));
  const lookAt = '2026-01-01T00:00:00.000Z';
  const record = { ...JSON.parse(Item?.record?.S ?? '{}'), lookAt, ...change };
  const due = { record: { S: JSON.stringify(record) }, openSince: { S: `${lookAt}#${uploadId}` } };
  await dynamoDB.send(new PutItemCommand({ TableName, Item: { ...Item, ...due } }));
}

/** Lets the sweeper look now: it comes every minute by itself. */
async function sweep(): Promise<void> {
  const FunctionName = await functionOf('upload', 'SweepUploads');
  const { FunctionError } = await awsClients().lambda.send(new InvokeCommand({ FunctionName }));
  expect(FunctionError).toBeUndefined();
}

describe('an answer about an upload', () => {
  it.each(['', '/status'])('is held back until there is news (%s)', async (what) => {
    const { body: upload } = await createUpload(editor, text);
    const path = `/v1/uploads/${upload.upload_id}${what}`;
    const first = await callApi('GET', path, { as: editor });
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
    expect(await callApi('GET', path, { as: editor, headers })).toMatchObject({ status: 304, body: undefined });
    const held = callApi('GET', `${path}?wait=20`, { as: editor, headers });
    await putParts(upload, text.bytes);
    const news = await held;
    expect(news).toMatchObject({ status: 200, body: { upload_id: upload.upload_id } });
    expect(news.headers.get('etag')).not.toBe(headers['if-none-match']);
  });
});

describe('a tenant', () => {
  const create = (tenant: string, more: object = {}): Promise<Answer> =>
    callApi('POST', '/v1/uploads', { as: { role: 'editor', tenant }, body: { ...declaration, ...more } });

  it('has as many open uploads as its quota says, and room again when one is given up', async () => {
    const tenant = `cramped-${randomUUID().slice(0, 8)}`;
    await setPolicy(tenant, { quotas: { maxOpenUploads: 1 } });
    const first = await create(tenant);
    expect(first.status).toBe(201);
    const second = await create(tenant);
    expect(second).toMatchObject({
      status: 429,
      body: { code: 'quota_exceeded', errors: [{ detail: 'open_uploads' }] },
    });
    expect(second.headers.get('retry-after')).toBe('60');
    await callApi('DELETE', `/v1/uploads/${first.body.upload_id}`, { as: { role: 'editor', tenant } });
    expect((await create(tenant)).status).toBe(201);
  });

  it('is called back only where it said', async () => {
    const tenant = `called-${randomUUID().slice(0, 8)}`;
    await setPolicy(tenant, { callbackOrigins: ['https://hooks.example.com'] });
    const asked = { operations: ['render_image'], relative_path: 'a/b' };
    const allowed = await create(tenant, { ...asked, callback_url: 'https://hooks.example.com/x' });
    expect(allowed).toMatchObject({ status: 201, body: { operations: [{ task: 'render_image' }] } });
    const other = await create(tenant, { callback_url: 'https://elsewhere.example.com/x' });
    expect(other).toMatchObject({ status: 422, body: { code: 'callback_not_allowed' } });
    expect((await create(tenant, { operations: ['make_coffee'] })).body).toMatchObject({ code: 'invalid_request' });
    await putParts(allowed.body, text.bytes);
    const { body } = await callApi('POST', `/v1/uploads/${allowed.body.upload_id}/complete`, {
      as: { role: 'editor', tenant },
    });
    const file = await fileAtRest({ role: 'editor', tenant }, body.file_id);
    expect(file).toMatchObject({ status: 'published', relative_path: 'a/b', operations: [{ task: 'render_image' }] });
  });
});

describe('the sweeper', () => {
  it('finishes an upload whose event was lost', async () => {
    const fileId = await whileNobodyConsumes(await queueUrlOf('foundation', 'IntakeArrivalsQueue'), async () => {
      const { body: upload } = await createUpload(editor, text);
      await putParts(upload, text.bytes);
      await makeDue(upload.upload_id);
      await sweep();
      const { status, file_id } = await look(upload.upload_id);
      expect(status).toBe('completed');
      return file_id;
    });
    expect(await fileAtRest(editor, fileId)).toMatchObject({ status: 'published' });
  });

  it('ends an upload that nobody sends in time', async () => {
    const { body: upload } = await createUpload(editor, text);
    await makeDue(upload.upload_id, { expiresAt: '2026-01-02T00:00:00.000Z' });
    await sweep();
    expect(await look(upload.upload_id)).toMatchObject({ status: 'expired' });
    const parts = { as: editor, body: { parts: [{ n: 1 }] } };
    expect(await callApi('POST', `/v1/uploads/${upload.upload_id}/parts`, parts)).toMatchObject({ status: 410 });
  });
});

describe('the worker that puts parts together', () => {
  it('finishes an upload it is told of', async () => {
    const content = {
      filename: 'large.bin',
      mimeType: 'application/octet-stream',
      bytes: new Uint8Array(randomBytes(17 * MIB)),
    };
    const { body: upload } = await createUpload(editor, content);
    await putParts(upload, content.bytes);
    const message = {
      ...{ message_id: randomUUID(), correlation_id: randomUUID(), timestamp: new Date().toISOString() },
      ...{ source_service: 'upload', destination_service: 'upload', message_type: 'assembly.requested' },
      payload: { upload_id: upload.upload_id },
      metadata: { user_id: 'editor', tenant_id: 'acme', priority: 5 },
      ...{ retry_count: 0, max_retries: 4 },
    };
    const QueueUrl = await queueUrlOf('upload', 'AssemblyQueue');
    await awsClients().sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
    const done = await eventually('the upload to be completed', async () => {
      const seen = await look(upload.upload_id);
      return seen.status === 'completed' && seen;
    });
    expect(await fileAtRest(editor, done.file_id)).toMatchObject({ size_bytes: 17 * MIB });
    expect(await sendFile(editor, text)).toMatchObject({ status: 'published' });
  });
});
