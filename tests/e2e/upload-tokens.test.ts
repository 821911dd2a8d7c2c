import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { callApi, type Person } from '../support/call-api.ts';
import { pageToken, withToken } from '../support/page-token.ts';
import { createUpload, fileAtRest, putParts } from '../support/send-file.ts';

const OWNER: Person = { role: 'editor', tenant: 'acme' };
const ADMIN: Person = { role: 'admin', tenant: 'acme' };
const note = { filename: 'note.txt', mimeType: 'text/plain', bytes: new TextEncoder().encode('a note from a page') };
const declaration = { filename: note.filename, mime_type: note.mimeType, size_bytes: note.bytes.byteLength };

const declare = (token: string, more: Record<string, unknown> = {}, key = randomUUID()) =>
  callApi(
    'POST',
    '/v1/uploads',
    withToken(token, { body: { ...declaration, ...more }, headers: { 'idempotency-key': key } }),
  );

describe('a page with an upload token', () => {
  it('sends a file to where its maker finds it published', async () => {
    const { upload_token } = await pageToken(OWNER);
    const created = await declare(upload_token);
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    await putParts(created.body, note.bytes);
    const path = `/v1/uploads/${created.body.upload_id}`;
    expect((await callApi('GET', `${path}/status`, withToken(upload_token))).body).toMatchObject({ percentage: 100 });
    const completed = await callApi('POST', `${path}/complete`, withToken(upload_token));
    expect(completed.status, JSON.stringify(completed.body)).toBe(200);
    // The file is its maker's: the page sees no more of it.
    expect((await fileAtRest(OWNER, completed.body.file_id)).status).toBe('published');
    const peek = await callApi('GET', `/v1/files/${completed.body.file_id}`, withToken(upload_token));
    expect(peek).toMatchObject({ status: 403, body: { code: 'token_scope' } });
  });

  it('sees and lists what it sent, and nothing else of its maker', async () => {
    const { upload_token } = await pageToken(OWNER);
    const foreign = (await createUpload(OWNER, note)).body.upload_id;
    const first = (await declare(upload_token)).body.upload_id;
    const second = (await declare(upload_token)).body.upload_id;
    const { body } = await callApi('GET', '/v1/uploads', withToken(upload_token));
    expect(body.items.map((item: { upload_id: string }) => item.upload_id)).toEqual([second, first]);
    const page = await callApi('GET', '/v1/uploads?limit=1', withToken(upload_token));
    const next = `/v1/uploads?limit=1&cursor=${encodeURIComponent(page.body.next_cursor)}`;
    expect((await callApi('GET', next, withToken(upload_token))).body.items).toMatchObject([{ upload_id: first }]);
    for (const [method, suffix] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/complete'],
      ['GET', '/parts'],
    ] as const) {
      const answer = await callApi(method, `/v1/uploads/${foreign}${suffix}`, withToken(upload_token));
      expect(answer.status).toBe(404);
    }
  });

  it('is held to size, type, count and to what a page may say', async () => {
    const { upload_token } = await pageToken(OWNER, { max_files: 1, max_bytes: 100, mime_types: ['text/*'] });
    const refusals = [
      [{ size_bytes: 101 }, 413, 'file_too_large'],
      [{ mime_type: 'image/png' }, 415, 'type_not_allowed'],
      [{ priority: 10 }, 403, 'token_scope'],
      [{ tags: ['vip'] }, 403, 'token_scope'],
    ] as const;
    for (const [more, status, code] of refusals) {
      expect(await declare(upload_token, more), code).toMatchObject({ status, body: { code } });
    }
    const key = randomUUID();
    const first = await declare(upload_token, {}, key);
    expect(first.status).toBe(201);
    expect(await declare(upload_token)).toMatchObject({
      status: 403,
      body: { code: 'token_scope', detail: expect.stringContaining('1 files') },
    });
    // A repeat is no second file.
    expect((await declare(upload_token, {}, key)).body.upload_id).toBe(first.body.upload_id);
  });

  it('gets no more files through than it may, however many it tries at once', async () => {
    const { upload_token } = await pageToken(OWNER, { max_files: 3 });
    const answers = await Promise.all(Array.from({ length: 8 }, () => declare(upload_token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 403, 403, 403, 403, 403]);
  });

  it('is out at once when its token is revoked', async () => {
    const { upload_token, token_id } = await pageToken(OWNER);
    const { body } = await declare(upload_token);
    expect((await callApi('DELETE', `/v1/upload-tokens/${token_id}`, { as: ADMIN })).status).toBe(204);
    expect((await callApi('DELETE', `/v1/upload-tokens/${token_id}`, { as: OWNER })).status).toBe(204);
    for (const token of [upload_token, body.upload_token]) {
      const answer = await callApi('GET', `/v1/uploads/${body.upload_id}`, withToken(token));
      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    }
  });
});

describe('making an upload token', () => {
  it('answers the same one to a repeat', async () => {
    const call = { as: OWNER, body: { max_files: 1, max_bytes: 1, expires_in: 60 } };
    const headers = { 'idempotency-key': randomUUID() };
    const first = await callApi('POST', '/v1/upload-tokens', { ...call, headers });
    expect(first.status).toBe(201);
    expect((await callApi('POST', '/v1/upload-tokens', { ...call, headers })).body).toEqual(first.body);
  });

  it('cannot be done with a token', async () => {
    const { upload_token } = await pageToken(OWNER);
    const body = { max_files: 1000, max_bytes: 1, expires_in: 60 };
    expect(await callApi('POST', '/v1/upload-tokens', withToken(upload_token, { body }))).toMatchObject({
      status: 403,
      body: { code: 'token_scope' },
    });
  });

  it('refuses one that is forged, cut or of another tenant', async () => {
    const { upload_token } = await pageToken(OWNER);
    const [payload = '', mac = ''] = upload_token.slice('slu_'.length).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forge = (more: object) =>
      `slu_${Buffer.from(JSON.stringify({ ...claims, ...more })).toString('base64url')}.${mac}`;
    const forged = [forge({ t: 'globex' }), forge({ e: claims.e + 1 }), upload_token.slice(0, -1), `slu_${payload}.`];
    for (const token of forged) {
      const answer = await callApi('GET', '/v1/uploads', withToken(token));
      expect(answer, token).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    }
  });
});

describe('the token of one upload', () => {
  it('sends that upload without its owner, and opens nothing else', async () => {
    const { body: upload } = await createUpload(OWNER, note);
    const other = (await createUpload(OWNER, note)).body.upload_id;
    const path = `/v1/uploads/${upload.upload_id}`;
    const as = withToken(upload.upload_token);
    const signed = await callApi('POST', `${path}/parts`, { ...as, body: { parts: [{ n: 1 }] } });
    await putParts({ ...upload, parts: signed.body.parts }, note.bytes);
    expect((await callApi('GET', path, as)).status).toBe(200);
    expect((await callApi('GET', `/v1/uploads/${other}`, as)).status).toBe(404);
    expect(await callApi('GET', '/v1/uploads', as)).toMatchObject({ status: 403, body: { code: 'token_scope' } });
    expect(await declare(upload.upload_token)).toMatchObject({ status: 403, body: { code: 'token_scope' } });
    expect((await callApi('POST', `${path}/complete`, as)).body).toMatchObject({ status: 'completed' });
  });
});
