import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { makePhoto } from '../../examples/samples/make-pictures.ts';
import { callApi, type Person, tokenOf } from '../support/call-api.ts';
import { hasCurl, runCurl } from '../support/run-curl.ts';
import { fileAtRest, formOf } from '../support/send-file.ts';

const MIB = 1024 ** 2;
const editor: Person = { role: 'editor', tenant: 'acme' };
const stranger: Person = { role: 'editor', tenant: 'globex' };
const text = { filename: 'a.txt', mimeType: 'text/plain', bytes: new TextEncoder().encode('some text') };
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const initiate = (body: object, headers: Record<string, string> = {}) =>
  callApi('POST', '/v1/uploads/initiate', { as: editor, body, keyless: true, headers });
const declared = (sizeBytes: number) => ({
  filename: 'large.bin',
  mime_type: 'application/octet-stream',
  size_bytes: sizeBytes,
});

let folder: string;
let authorization: string;
const api = (path: string) => `${inject('cloud').apiUrl}${path}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-plain-http-'));
  authorization = `authorization: Bearer ${await tokenOf(editor)}`;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function onDisk(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe('a small file in one call', () => {
  it('is answered when it is published, with its bytes, tags and metadata', async () => {
    const photo = { filename: 'Brienz ☀.jpg', mimeType: 'image/jpeg', bytes: new Uint8Array(await makePhoto()) };
    const answer = await callApi('POST', '/v1/files', {
      as: editor,
      form: formOf(photo, { tags: 'holiday, lake', metadata: '{"album":"2026"}' }),
    });
    expect(answer, JSON.stringify(answer.body)).toMatchObject({
      status: 201,
      body: {
        status: 'published',
        filename: photo.filename,
        mime_type: 'image/jpeg',
        sha256: sha256(photo.bytes),
        tags: ['holiday', 'lake'],
        metadata: { album: '2026' },
      },
    });
    expect(answer.headers.get('location')).toBe(`/v1/files/${answer.body.file_id}`);
    expect(answer.body.renditions.map(({ name }: { name: string }) => name)).toContain('thumbnail');
  });

  it('is told at once where to look when nobody waits', async () => {
    const { status, headers, body } = await callApi('POST', '/v1/files', {
      as: editor,
      form: formOf(text, { wait: '0' }),
    });
    expect(status, JSON.stringify(body)).toBe(202);
    expect(headers.get('location')).toBe(`/v1/files/${body.file_id}`);
    expect(await fileAtRest(editor, body.file_id)).toMatchObject({ status: 'published', sha256: sha256(text.bytes) });
  });

  it('is an upload like any other: it has one, the same facts, and the request id of its caller', async () => {
    const correlationId = randomUUID();
    const { body: file } = await callApi('POST', '/v1/files', {
      as: editor,
      form: formOf(text),
      headers: { 'x-request-id': correlationId },
    });
    const upload = await callApi('GET', `/v1/uploads/${file.upload_id}`, { as: editor });
    expect(upload.body).toMatchObject({ status: 'completed', file_id: file.file_id, size_bytes: 9 });
    const { body: history } = await callApi('GET', `/v1/files/${file.file_id}/history`, { as: editor });
    const types = history.items.map(({ type }: { type: string }) => type);
    // Other tests of this tenant may have stored the same bytes.
    expect(types.filter((type: string) => type !== 'file.deduplicated')).toEqual([
      'file.uploaded',
      'file.inspected',
      'rendition.created',
      'file.processed',
      'file.understood',
      'file.published',
    ]);
    for (const event of history.items) expect(event.correlation_id).toBe(correlationId);
  });

  it('is one file for one key, another for another key or none, and no other bytes for the same key', async () => {
    const send = async (headers: Record<string, string>, bytes = text.bytes) =>
      callApi('POST', '/v1/files', {
        as: editor,
        form: formOf({ ...text, bytes }, { wait: '0' }),
        keyless: true,
        headers,
      });
    const key = { 'idempotency-key': randomUUID() };
    const [first, again] = await Promise.all([send(key), send(key)]);
    expect(again?.body.file_id).toBe(first?.body.file_id);
    const keyless = await Promise.all([1, 2].map(() => send({})));
    expect(new Set([first, ...keyless].map((answer) => answer?.body.file_id)).size).toBe(3);
    expect(await send(key, new TextEncoder().encode('some texT'))).toMatchObject({
      status: 422,
      body: { code: 'idempotency_mismatch' },
    });
  });

  it('takes 4 MiB, and not a byte more', async () => {
    const file = (size: number) => ({
      ...text,
      filename: 'a.bin',
      mimeType: 'application/octet-stream',
      bytes: randomBytes(size),
    });
    const whole = file(4 * MIB);
    const taken = await callApi('POST', '/v1/files', { as: editor, form: formOf(whole) });
    expect(taken, JSON.stringify(taken.body)).toMatchObject({ status: 201, body: { sha256: sha256(whole.bytes) } });
    expect(await callApi('POST', '/v1/files', { as: editor, form: formOf(file(4 * MIB + 1)) })).toMatchObject({
      status: 413,
      body: { code: 'file_too_large', errors: [{ pointer: '/file' }] },
    });
    expect(await callApi('POST', '/v1/files', { as: editor, form: formOf(file(4 * MIB + 100_000)) })).toMatchObject({
      status: 413,
      body: { code: 'body_too_large' },
    });
  });

  it.each([
    ['a type outside the list', formOf({ ...text, mimeType: 'model/obj' }), 415, 'type_not_allowed'],
    ['a field nobody knows', formOf(text, { tenant_id: 'globex' }), 400, 'invalid_request'],
    ['metadata that is no JSON', formOf(text, { metadata: 'album' }), 400, 'invalid_request'],
    ['a wait that is too long', formOf(text, { wait: '26' }), 400, 'invalid_request'],
    ['no file', onlyTags(), 400, 'invalid_request'],
  ])('is refused with %s', async (_, form, status, code) => {
    const answer = await callApi('POST', '/v1/files', { as: editor, form });
    expect(answer).toMatchObject({ status, body: { code, request_id: expect.any(String) } });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('is not JSON', async () => {
    expect(await callApi('POST', '/v1/files', { as: editor, body: { filename: 'a' } })).toMatchObject({
      status: 415,
      body: { code: 'unsupported_media_type' },
    });
  });

  it('is there for its tenant only', async () => {
    const { body: file } = await callApi('POST', '/v1/files', { as: editor, form: formOf(text, { wait: '0' }) });
    expect((await callApi('GET', `/v1/files/${file.file_id}`, { as: stranger })).status).toBe(404);
    const { body: theirs } = await callApi('POST', '/v1/files', { as: stranger, form: formOf(text, { wait: '0' }) });
    expect(theirs.tenant_id).toBe('globex');
  });

  it.runIf(hasCurl)('is one line of curl', async () => {
    const path = await onDisk('notes.txt', text.bytes);
    const answer = await runCurl([
      '-H',
      authorization,
      '-F',
      `file=@${path}`,
      '-F',
      'tags=["a","b"]',
      api('/v1/files'),
    ]);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({
      status: 201,
      body: { status: 'published', filename: 'notes.txt', mime_type: 'text/plain', tags: ['a', 'b'] },
    });
  });
});

describe('the classic verbs', () => {
  it('are a new upload each time without a key, and the same with one', async () => {
    const request = declared(1);
    const [first, second] = await Promise.all([initiate(request), initiate(request)]);
    expect([first?.status, second?.status], JSON.stringify(first?.body)).toEqual([201, 201]);
    expect(first?.body.upload_id).not.toBe(second?.body.upload_id);
    const key = { 'idempotency-key': randomUUID() };
    const [third, fourth] = await Promise.all([initiate(request, key), initiate(request, key)]);
    expect(third?.body.upload_id).toBe(fourth?.body.upload_id);
  });

  it('send a file in chunks, each redirected to storage, with the progress between them', async () => {
    const bytes = new Uint8Array(randomBytes(20 * MIB));
    const { body: upload } = await initiate(declared(bytes.byteLength));
    const path = `/v1/uploads/${upload.upload_id}`;
    const status = async () => (await callApi('GET', `${path}/status`, { as: editor })).body;
    const chunkOf = (index: number) => bytes.slice(index * upload.part_size, (index + 1) * upload.part_size);
    expect(await status()).toEqual({
      upload_id: upload.upload_id,
      status: 'uploading',
      parts_uploaded: 0,
      total_parts: 3,
      bytes_uploaded: 0,
      total_bytes: 20 * MIB,
      percentage: 0,
    });
    for (const index of [0, 1, 2]) {
      await putChunk(`${path}/chunk?chunk_index=${index}`, chunkOf(index), `chunk-${index}`);
      expect(await status()).toMatchObject({ parts_uploaded: index + 1, percentage: [40, 80, 100][index] });
    }
    const completed = await callApi('POST', `${path}/complete`, { as: editor });
    expect(await fileAtRest(editor, completed.body.file_id)).toMatchObject({
      status: 'published',
      sha256: sha256(bytes),
    });
    expect(await status()).toMatchObject({ status: 'completed', percentage: 100, file_id: completed.body.file_id });
  });

  it('send a small file as its only chunk', async () => {
    const { body: upload } = await initiate({ filename: 'a.txt', mime_type: 'text/plain', size_bytes: 9 });
    await putChunk(`/v1/uploads/${upload.upload_id}/chunk?chunk_index=0`, text.bytes, 'only');
    const completed = await callApi('POST', `/v1/uploads/${upload.upload_id}/complete`, { as: editor });
    expect(await fileAtRest(editor, completed.body.file_id)).toMatchObject({ sha256: sha256(text.bytes) });
  });

  it.each([
    ['a chunk behind the last', '?chunk_index=1', 'invalid_part'],
    ['no chunk named', '', 'invalid_request'],
    ['a chunk below the first', '?chunk_index=-1', 'invalid_request'],
  ])('refuse %s', async (_, query, code) => {
    const { body: upload } = await initiate(declared(1));
    const answer = await callApi('PUT', `/v1/uploads/${upload.upload_id}/chunk${query}`, { as: editor });
    expect(answer).toMatchObject({ status: 400, body: { code } });
  });

  it('show nothing of an upload to another tenant', async () => {
    const { body: upload } = await initiate(declared(1));
    for (const [method, path] of [
      ['PUT', 'chunk?chunk_index=0'],
      ['GET', 'status'],
    ] as const) {
      const answer = await callApi(method, `/v1/uploads/${upload.upload_id}/${path}`, { as: stranger });
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });
});

function onlyTags(): FormData {
  const form = new FormData();
  form.set('tags', 'holiday');
  return form;
}

/** As plain clients do: curl follows by itself; fetch would not send the bytes twice, so it asks first. */
async function putChunk(path: string, bytes: Uint8Array, name: string): Promise<void> {
  if (hasCurl) {
    const file = await onDisk(name, bytes);
    const answer = await runCurl(['-L', '-T', file, '-H', authorization, '-H', 'Expect: 100-continue', api(path)]);
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200, redirects: 1 });
    return;
  }
  const redirect = await callApi('PUT', path, { as: editor });
  expect(redirect.status, JSON.stringify(redirect.body)).toBe(307);
  const stored = await fetch(redirect.headers.get('location') ?? '', { method: 'PUT', body: new Uint8Array(bytes) });
  expect(stored.status, await stored.text()).toBe(200);
}
