import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { callApi, type Person } from '../support/call-api.ts';
import { pageToken, withToken } from '../support/page-token.ts';
import { fileAtRest } from '../support/send-file.ts';

const OWNER: Person = { role: 'editor', tenant: 'acme' };

const fileOf = (index: number, more: Record<string, unknown> = {}) => ({
  filename: `note ${index}.txt`,
  relative_path: `notes/${index % 10}/note ${index}.txt`,
  mime_type: 'text/plain',
  size_bytes: Buffer.byteLength(textOf(index)),
  ...more,
});
const textOf = (index: number) => `note number ${index}`;
const declare = (files: readonly object[], key = randomUUID()) =>
  callApi('POST', '/v1/upload-batches', { as: OWNER, body: { files }, headers: { 'idempotency-key': key } });

describe('a folder in one call', () => {
  it('is a thousand uploads, the same ones when it is repeated', async () => {
    const files = Array.from({ length: 1000 }, (_, index) => fileOf(index));
    const key = randomUUID();
    const first = await declare(files, key);
    expect(first.status, JSON.stringify(first.body).slice(0, 500)).toBe(201);
    expect(first.body.items).toHaveLength(1000);
    expect(first.body.items[999]).toMatchObject({
      filename: 'note 999.txt',
      relative_path: 'notes/9/note 999.txt',
      upload_id: expect.any(String),
      strategy: 'single',
      part_count: 1,
      parts: [{ n: 1, method: 'PUT' }],
    });
    const ids = first.body.items.map((item: { upload_id: string }) => item.upload_id);
    expect(new Set(ids).size).toBe(1000);
    const again = await declare(files, key);
    expect(again.body.batch_id).toBe(first.body.batch_id);
    expect(again.body.items.map((item: { upload_id: string }) => item.upload_id)).toEqual(ids);
    const changed = await declare(files.slice(1), key);
    expect(changed).toMatchObject({ status: 422, body: { code: 'idempotency_mismatch' } });
  });

  it('is sent and published, an empty file too, each under its path', async () => {
    const files = [
      fileOf(0),
      fileOf(1),
      fileOf(2, { size_bytes: 0, filename: 'empty.txt', relative_path: 'empty.txt' }),
    ];
    const { body } = await declare(files);
    for (const [index, { upload_id, parts }] of body.items.entries()) {
      const bytes = index === 2 ? '' : textOf(index);
      const sent = await fetch(parts[0].url, { method: 'PUT', headers: parts[0].headers, body: bytes });
      expect(sent.status, await sent.text()).toBe(200);
      const completed = await callApi('POST', `/v1/uploads/${upload_id}/complete`, { as: OWNER });
      expect(completed.status, JSON.stringify(completed.body)).toBe(200);
    }
    const batch = await callApi('GET', `/v1/upload-batches/${body.batch_id}`, { as: OWNER });
    expect(batch.body).toMatchObject({ counts: { completed: 3, pending: 0, refused: 0 } });
    for (const item of batch.body.items) {
      const file = await fileAtRest(OWNER, item.file_id);
      expect(file).toMatchObject({ status: 'published', relative_path: item.relative_path });
    }
    expect(batch.body.items.map((item: { relative_path: string }) => item.relative_path)).toEqual(
      files.map((file) => file.relative_path),
    );
  });

  it('has a reason for each file that is refused, and the others go on', async () => {
    const { body } = await declare([
      fileOf(0),
      fileOf(1, { size_bytes: 60_000_000_000 }),
      fileOf(2, { mime_type: 'x/y' }),
    ]);
    expect(body.items).toMatchObject([
      { upload_id: expect.any(String) },
      { error: { code: 'file_too_large' } },
      { error: { code: 'type_not_allowed' } },
    ]);
    const batch = await callApi('GET', `/v1/upload-batches/${body.batch_id}`, { as: OWNER });
    expect(batch.body).toMatchObject({ counts: { pending: 1, refused: 2 }, items: [{ filename: 'note 0.txt' }] });
  });

  it('is read page by page', async () => {
    const { body } = await declare(Array.from({ length: 5 }, (_, index) => fileOf(index)));
    const path = `/v1/upload-batches/${body.batch_id}?limit=3`;
    const first = (await callApi('GET', path, { as: OWNER })).body;
    expect(first.items).toHaveLength(3);
    const rest = await callApi('GET', `${path}&cursor=${encodeURIComponent(first.next_cursor)}`, { as: OWNER });
    expect(rest.body.items.map((item: { filename: string }) => item.filename)).toEqual(['note 3.txt', 'note 4.txt']);
    expect(rest.body).not.toHaveProperty('next_cursor');
  });

  it('counts for the token it is made with', async () => {
    const { upload_token } = await pageToken(OWNER, { max_files: 2 });
    const call = withToken(upload_token, { body: { files: [fileOf(0), fileOf(1), fileOf(2)] } });
    const { body } = await callApi('POST', '/v1/upload-batches', call);
    expect(body.items).toMatchObject([{ upload_id: expect.any(String) }, {}, { error: { code: 'token_scope' } }]);
  });

  it.each(['/etc/passwd', '../up.txt', 'a/../b', 'a\\b', 'a\0b', 'a/'])('may not have the path %j', async (path) => {
    expect(await declare([fileOf(0, { relative_path: path })])).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ pointer: '/files/0/relative_path' }] },
    });
  });

  it.each([[0], [1001]])('has not %i files', async (count) => {
    expect(await declare(Array.from({ length: count }, (_, index) => fileOf(index)))).toMatchObject({ status: 400 });
  });
});

describe('an upload after a restart', () => {
  it('is found by the fingerprint of its file while it is open', async () => {
    const fingerprint = `note.txt-${randomUUID()}`;
    const create = () => callApi('POST', '/v1/uploads', { as: OWNER, body: fileOf(0, { fingerprint }) });
    const first = (await create()).body.upload_id;
    const second = (await create()).body.upload_id;
    const find = async (as: Person) => {
      const { body } = await callApi('GET', `/v1/uploads?fingerprint=${encodeURIComponent(fingerprint)}`, { as });
      return body.items.map((item: { upload_id: string }) => item.upload_id);
    };
    expect(await find(OWNER)).toEqual([second, first]);
    expect(await find({ role: 'admin', tenant: 'globex' })).toEqual([]);
    await callApi('DELETE', `/v1/uploads/${second}`, { as: OWNER });
    expect(await find(OWNER)).toEqual([first]);
  });
});
