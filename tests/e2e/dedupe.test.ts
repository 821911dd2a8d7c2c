import { createHash, randomUUID } from 'node:crypto';
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { createClient } from '@sluice/client';
import { beforeEach, describe, expect, inject, it } from 'vitest';
import { awsClients } from '../support/aws-clients.ts';
import { type Answer, callApi, type Person, tokenOf } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';
import { bucketOf, factsOf, renditionKeysOf } from '../support/look-inside.ts';
import { createUpload, fileAtRest, putParts, sendFile } from '../support/send-file.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A tenant of one test, with an admin and an editor who own the same things. */
let tenant = '';
let editor: Person;
let admin: Person;
beforeEach(() => {
  tenant = `dedupe-${randomUUID().slice(0, 8)}`;
  editor = { role: 'editor', tenant };
  admin = { role: 'admin', tenant };
});

const newText = (words = randomUUID()) => ({
  filename: 'a letter.txt',
  mimeType: 'text/plain',
  bytes: new TextEncoder().encode(`Dear reader, ${words}`),
});

/** Every version of every object a tenant has stored, and nothing it has removed. */
async function objectsOf(of: string): Promise<string[]> {
  const { Versions = [], DeleteMarkers = [] } = await awsClients().s3.send(
    new ListObjectVersionsCommand({ Bucket: await bucketOf('IntakeContent'), Prefix: `t/${of}/` }),
  );
  expect(DeleteMarkers).toEqual([]);
  return Versions.map(({ Key = '', VersionId = '' }) => `${Key} ${VersionId}`).sort();
}

async function download(as: Person, fileId: string): Promise<Uint8Array> {
  const { status, body } = await callApi('GET', `/v1/files/${fileId}/content`, { as });
  expect(status, JSON.stringify(body)).toBe(200);
  const response = await fetch(body.url);
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

const offer = (as: Person, { filename, mimeType, bytes }: ReturnType<typeof newText>, more: object = {}) =>
  callApi('POST', '/v1/uploads', {
    as,
    body: {
      filename,
      mime_type: mimeType,
      size_bytes: bytes.byteLength,
      dedupe: { sha256: sha256(bytes) },
      ...more,
    },
  });
const remove = (as: Person, fileId: string, headers: Record<string, string> = {}) =>
  callApi('DELETE', `/v1/files/${fileId}`, { as, headers });
const act = (as: Person, fileId: string, verb: 'restore' | 'purge') =>
  callApi('POST', `/v1/files/${fileId}/${verb}`, { as });
const listed = async (as: Person, query = '') =>
  (await callApi('GET', `/v1/files${query}`, { as })).body.items.map((file: Answer['body']) => file.file_id);

describe('equal contents', () => {
  it('are one object of a tenant, which each file can be read from, until the last is purged', async () => {
    const text = newText();
    const first = await sendFile(editor, text);
    const second = await sendFile(editor, { ...text, filename: 'the same.txt' });
    expect([first.status, second.status]).toEqual(['published', 'published']);
    expect(await objectsOf(tenant)).toHaveLength(1);
    expect(await factsOf(editor, second.file_id)).toContain('file.deduplicated');
    for (const file of [first, second]) expect(await download(editor, file.file_id)).toEqual(text.bytes);

    expect((await remove(editor, first.file_id)).status).toBe(204);
    expect((await act(admin, first.file_id, 'purge')).body).toMatchObject({ status: 'purged', renditions: [] });
    expect(await download(editor, second.file_id)).toEqual(text.bytes);
    expect(await renditionKeysOf(tenant, first.file_id)).toEqual([]);
    expect(await renditionKeysOf(tenant, second.file_id)).toHaveLength(1);

    expect((await remove(editor, second.file_id)).status).toBe(204);
    expect((await act(admin, second.file_id, 'purge')).status).toBe(200);
    expect((await act(admin, second.file_id, 'purge')).status).toBe(200);
    expect(await objectsOf(tenant)).toEqual([]);

    // What comes after it stands on its own again.
    const third = await sendFile(editor, text);
    expect(await download(editor, third.file_id)).toEqual(text.bytes);
  });

  it('are one object when twenty come at once', async () => {
    const text = newText();
    // As any client of ours it tries again what fails in passing: so many at once are a lot for one machine.
    const client = createClient({ baseUrl: inject('cloud').apiUrl, token: () => tokenOf(editor) });
    const files = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const { fileId } = await client.uploadFile(new File([text.bytes], `${n}.txt`, { type: text.mimeType }));
        return client.waitForFile(fileId);
      }),
    );
    expect(files.map(({ status }) => status)).toEqual(Array(20).fill('published'));
    expect(await objectsOf(tenant)).toHaveLength(1);
    for (const file of files) expect(await download(editor, file.file_id)).toEqual(text.bytes);
  });

  it('of two tenants are two objects', async () => {
    const text = newText();
    const theirs: Person = { role: 'editor', tenant: `${tenant}-other` };
    const [mine, others] = await Promise.all([sendFile(editor, text), sendFile(theirs, text)]);
    expect(await objectsOf(tenant)).toHaveLength(1);
    expect(await objectsOf(`${tenant}-other`)).toHaveLength(1);
    await remove(editor, mine.file_id);
    await act(admin, mine.file_id, 'purge');
    expect(await download(theirs, others.file_id)).toEqual(text.bytes);
  });

  it('that are rejected share nothing', async () => {
    const elf = new Uint8Array(200);
    elf.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
    const program = { filename: 'program.bin', mimeType: 'application/octet-stream', bytes: elf };
    const files = [await sendFile(editor, program), await sendFile(editor, program)];
    expect(files.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await objectsOf(tenant)).toHaveLength(2);
    const [first] = files;
    await remove(editor, first?.file_id);
    await act(admin, first?.file_id, 'purge');
    expect(await objectsOf(tenant)).toHaveLength(1);
  });
});

describe('a hash that is offered first', () => {
  it('uploads nothing, and becomes a published file of its own', async () => {
    const text = newText();
    const first = await sendFile(editor, text);
    const headers = { 'idempotency-key': randomUUID() };
    const body = {
      filename: 'again.txt',
      mime_type: 'text/plain',
      size_bytes: text.bytes.byteLength,
      dedupe: { sha256: sha256(text.bytes) },
    };
    const created = await callApi('POST', '/v1/uploads', { as: editor, body, headers });
    expect(created).toMatchObject({ status: 201, body: { strategy: 'deduplicated', status: 'completed', parts: [] } });
    expect(created.body.file_id).not.toBe(first.file_id);
    const repeat = await callApi('POST', '/v1/uploads', { as: editor, body, headers });
    expect(repeat.body).toMatchObject({ upload_id: created.body.upload_id, file_id: created.body.file_id });

    const file = await fileAtRest(editor, created.body.file_id);
    expect(file).toMatchObject({ status: 'published', filename: 'again.txt', sha256: sha256(text.bytes) });
    expect(await objectsOf(tenant)).toHaveLength(1);
    await remove(editor, first.file_id);
    await act(admin, first.file_id, 'purge');
    expect(await download(editor, file.file_id)).toEqual(text.bytes);
  });

  it('gets the ordinary answer unless the tenant has a published file of it, of this size', async () => {
    const text = newText();
    const file = await sendFile(editor, text);
    const ordinary = { status: 201, body: { strategy: 'single', status: 'pending', parts: [{ n: 1 }] } };
    const stranger: Person = { role: 'editor', tenant: `${tenant}-other` };
    expect(await offer(stranger, text)).toMatchObject(ordinary);
    expect(await offer(editor, newText())).toMatchObject(ordinary);
    expect(await offer(editor, text, { size_bytes: text.bytes.byteLength + 1 })).toMatchObject(ordinary);
    await remove(editor, file.file_id);
    expect(await offer(editor, text)).toMatchObject(ordinary);
    await act(editor, file.file_id, 'restore');
    expect(await offer(editor, text)).toMatchObject({ body: { strategy: 'deduplicated' } });
  });

  it('is refused when it is no hash, and to who may not upload', async () => {
    expect(await offer(editor, newText(), { dedupe: { sha256: 'ABC' } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/dedupe/sha256' }] },
    });
    expect((await offer({ role: 'viewer', tenant }, newText())).status).toBe(403);
  });
});

describe('a deleted file', () => {
  it('is out of sight, and is what it was once it is restored', async () => {
    const text = newText();
    const file = await sendFile(editor, text);
    expect((await remove(editor, file.file_id)).status).toBe(204);
    expect((await remove(editor, file.file_id)).status).toBe(204);
    expect(await listed(editor)).not.toContain(file.file_id);
    expect(await listed(editor, '?status=deleted')).toEqual([file.file_id]);
    for (const path of ['content', 'renditions', 'renditions/text']) {
      expect((await callApi('GET', `/v1/files/${file.file_id}/${path}`, { as: editor })).status, path).toBe(404);
    }
    expect((await callApi('GET', `/v1/files/${file.file_id}`, { as: editor })).body.status).toBe('deleted');
    expect((await act(editor, file.file_id, 'restore')).body).toMatchObject({ status: 'published' });
    expect(await listed(editor)).toContain(file.file_id);
    expect(await download(editor, file.file_id)).toEqual(text.bytes);
  });

  it('is deleted as it was seen, where that is asked for', async () => {
    const file = await sendFile(editor, newText());
    const { headers } = await callApi('GET', `/v1/files/${file.file_id}`, { as: editor });
    const etag = headers.get('etag') ?? '';
    expect(await remove(editor, file.file_id, { 'if-match': '"another"' })).toMatchObject({
      status: 412,
      body: { code: 'precondition_failed' },
    });
    expect((await remove(editor, file.file_id, { 'if-match': etag })).status).toBe(204);
  });

  it('is not one that is in flight, and not purged before it is deleted', async () => {
    const file = await sendFile(editor, newText());
    expect(await act(admin, file.file_id, 'purge')).toMatchObject({ status: 409, body: { code: 'state_conflict' } });
    const { body: upload } = await createUpload(editor, newText());
    const content = newText();
    const moving = await createUpload(editor, content);
    await putParts(moving.body, content.bytes);
    const { body } = await callApi('POST', `/v1/uploads/${moving.body.upload_id}/complete`, { as: editor });
    const answer = await remove(editor, body.file_id);
    // Fast machines may have published it already.
    expect([409, 204]).toContain(answer.status);
    expect(upload.file_id).toBeUndefined();
    await eventually('it is at rest', async () => {
      const { status } = (await callApi('GET', `/v1/files/${body.file_id}`, { as: editor })).body;
      return status === (answer.status === 204 ? 'deleted' : 'published');
    });
  });
});
