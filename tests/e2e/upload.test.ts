import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { callApi, type Person } from '../support/call-api.ts';
import { createUpload, fileAtRest, putParts, sendFile } from '../support/send-file.ts';

const editor: Person = { role: 'editor', tenant: 'acme' };
const MIB = 1024 ** 2;
/** Nobody else's: what is stored already is not stored again, and its history says so. */
const text = {
  filename: 'a.txt',
  mimeType: 'text/plain',
  bytes: new TextEncoder().encode(`text ${randomUUID().slice(0, 4)}`),
};
const large = () => ({
  filename: 'large.bin',
  mimeType: 'application/octet-stream',
  bytes: new Uint8Array(randomBytes(20 * MIB)),
});
const body = (change: object) => ({ filename: 'a.txt', mime_type: 'text/plain', size_bytes: 9, ...change });

describe('uploading', () => {
  it('takes a file of several parts and publishes it whole', async () => {
    const content = large();
    const file = await sendFile(editor, content);
    expect(file).toMatchObject({
      status: 'published',
      size_bytes: 20 * MIB,
      sha256: createHash('sha256').update(content.bytes).digest('hex'),
    });
    const { body: link } = await callApi('GET', `/v1/files/${file.file_id}/content`, { as: editor });
    const download = await fetch(link.url);
    expect(Buffer.from(await download.arrayBuffer()).equals(Buffer.from(content.bytes))).toBe(true);
  });

  it('says which parts are missing, lists the stored ones, and goes on from there', async () => {
    const content = large();
    const { body: upload } = await createUpload(editor, content);
    await putParts({ ...upload, parts: [upload.parts[0], upload.parts[2]] }, content.bytes);
    const early = await callApi('POST', `/v1/uploads/${upload.upload_id}/complete`, { as: editor });
    expect(early).toMatchObject({ status: 422, body: { code: 'missing_parts', errors: [{ pointer: '/parts/2' }] } });
    const listed = await callApi('GET', `/v1/uploads/${upload.upload_id}/parts`, { as: editor });
    expect(listed.body.items).toMatchObject([
      { n: 1, size: 8 * MIB },
      { n: 3, size: 4 * MIB },
    ]);
    const again = await callApi('POST', `/v1/uploads/${upload.upload_id}/parts`, {
      as: editor,
      body: { parts: [{ n: 2 }] },
    });
    await putParts({ ...upload, parts: again.body.parts }, content.bytes);
    const completed = await callApi('POST', `/v1/uploads/${upload.upload_id}/complete`, { as: editor });
    expect(await fileAtRest(editor, completed.body.file_id)).toMatchObject({ status: 'published' });
  });

  it('starts the flow from S3’s event alone when the client never says complete', async () => {
    const { body: upload } = await createUpload(editor, text);
    await putParts(upload, text.bytes);
    const deadline = Date.now() + 30_000;
    let seen = await callApi('GET', `/v1/uploads/${upload.upload_id}`, { as: editor });
    while (seen.body.status !== 'completed' && Date.now() < deadline) {
      seen = await callApi('GET', `/v1/uploads/${upload.upload_id}`, { as: editor });
    }
    expect(await fileAtRest(editor, seen.body.file_id)).toMatchObject({ status: 'published' });
  });

  it('answers a repeated complete with the same file', async () => {
    const { body: upload } = await createUpload(editor, text);
    await putParts(upload, text.bytes);
    const complete = () => callApi('POST', `/v1/uploads/${upload.upload_id}/complete`, { as: editor });
    const [first, second] = await Promise.all([complete(), complete()]);
    const third = await complete();
    expect([first?.status, second?.status, third.status]).toEqual([200, 200, 200]);
    expect(new Set([first?.body.file_id, second?.body.file_id, third.body.file_id]).size).toBe(1);
    const file = await fileAtRest(editor, third.body.file_id);
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
  });

  it('answers the same Idempotency-Key with the same upload, and another body with 422', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const [first, second] = await Promise.all(
      [1, 2].map(() => callApi('POST', '/v1/uploads', { as: editor, body: body({}), headers })),
    );
    expect([first?.status, second?.status]).toEqual([201, 201]);
    expect(second?.body.upload_id).toBe(first?.body.upload_id);
    expect(await callApi('POST', '/v1/uploads', { as: editor, body: body({ size_bytes: 10 }), headers })).toMatchObject(
      {
        status: 422,
        body: { code: 'idempotency_mismatch' },
      },
    );
  });

  it('gives an upload up, twice if asked twice, and takes no more bytes', async () => {
    const { body: upload } = await createUpload(editor, large());
    const path = `/v1/uploads/${upload.upload_id}`;
    expect((await callApi('DELETE', path, { as: editor })).status).toBe(204);
    expect((await callApi('DELETE', path, { as: editor })).status).toBe(204);
    expect(await callApi('POST', `${path}/complete`, { as: editor })).toMatchObject({
      status: 409,
      body: { code: 'state_conflict' },
    });
    expect(await callApi('POST', `${path}/parts`, { as: editor, body: { parts: [{ n: 1 }] } })).toMatchObject({
      status: 409,
    });
  });

  it.each([
    ['a file above the limit', body({ size_bytes: 50_000_000_001 }), 413, 'file_too_large'],
    ['a type outside the list', body({ mime_type: 'model/obj' }), 415, 'type_not_allowed'],
    ['a field nobody knows', body({ tenant_id: 'globex' }), 400, 'invalid_request'],
    ['a negative size', body({ size_bytes: -1 }), 400, 'invalid_request'],
    ['no name', { mime_type: 'text/plain', size_bytes: 1 }, 400, 'invalid_request'],
    ['a NUL in the name', body({ filename: 'a\u0000b' }), 400, 'invalid_request'],
  ])('refuses %s before a byte moves', async (_, request, status, code) => {
    const answer = await callApi('POST', '/v1/uploads', { as: editor, body: request });
    expect(answer).toMatchObject({
      status,
      body: { code, retryable: false, request_id: expect.any(String), errors: [expect.any(Object)] },
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('refuses a part number that does not exist', async () => {
    const { body: upload } = await createUpload(editor, large());
    const answer = await callApi('POST', `/v1/uploads/${upload.upload_id}/parts`, {
      as: editor,
      body: { parts: [{ n: 4 }] },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_part' } });
  });

  it('signs the length: more bytes than declared are refused by storage', async () => {
    const { body: upload } = await createUpload(editor, text);
    const [part] = upload.parts;
    expect(new URL(part.url).searchParams.get('X-Amz-SignedHeaders')).toContain('content-length');
    if (inject('cloud').target === 'embedded') {
      const more = await fetch(part.url, {
        method: 'PUT',
        headers: part.headers,
        body: new Uint8Array(text.bytes.length + 1),
      });
      expect(more.status).toBeGreaterThanOrEqual(400);
    }
  });

  it('carries the caller’s request id to the last fact', async () => {
    const correlationId = randomUUID();
    const created = await callApi('POST', '/v1/uploads', {
      as: editor,
      body: body({}),
      headers: { 'x-request-id': correlationId },
    });
    await putParts(created.body, text.bytes);
    const completed = await callApi('POST', `/v1/uploads/${created.body.upload_id}/complete`, { as: editor });
    await fileAtRest(editor, completed.body.file_id);
    const { body: history } = await callApi('GET', `/v1/files/${completed.body.file_id}/history`, { as: editor });
    // One more where another test has stored the same bytes before.
    expect(history.items.length).toBeGreaterThanOrEqual(6);
    for (const event of history.items) expect(event.correlation_id).toBe(correlationId);
  });
});
