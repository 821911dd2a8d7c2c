import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { callApi, type Person } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';
import { pageToken, withToken } from '../support/page-token.ts';
import { fileAtRest } from '../support/send-file.ts';

const OWNER: Person = { role: 'editor', tenant: 'acme' };
const MIB = 1024 ** 2;

/** The wire of Uppy's S3 clients and nothing else: paths, names and headers as versions 5 and 6 send them. */
function uppyClient(token: string) {
  const base = `${inject('cloud').apiUrl}/compat/uppy/${token}/s3`;
  const read = async (response: Response) => {
    const body = JSON.parse(await response.text());
    if (response.ok) expect(body).not.toHaveProperty('error');
    return { status: response.status, body };
  };
  const multipart = (uploadId: string, key: string, rest = '', query: Record<string, string> = {}) =>
    `${base}/multipart/${encodeURIComponent(uploadId)}${rest}?${new URLSearchParams({ key, ...query })}`;
  const json = { 'content-type': 'application/json' };
  return {
    params: async (query: Record<string, string>) => read(await fetch(`${base}/params?${new URLSearchParams(query)}`)),
    create: async (body: object) =>
      read(await fetch(`${base}/multipart`, { method: 'POST', headers: json, body: JSON.stringify(body) })),
    sign: async (id: string, key: string, n: number) => read(await fetch(multipart(id, key, `/${n}`))),
    batch: async (id: string, key: string, partNumbers: string) =>
      read(await fetch(multipart(id, key, '/batch', { partNumbers }))),
    list: async (id: string, key: string) => read(await fetch(multipart(id, key))),
    complete: async (id: string, key: string, parts: readonly object[]) =>
      read(
        await fetch(multipart(id, key, '/complete'), {
          method: 'POST',
          headers: json,
          body: JSON.stringify({ parts }),
        }),
      ),
    abort: async (id: string, key: string) => read(await fetch(multipart(id, key), { method: 'DELETE' })),
  };
}

let token: string;
let uppy: ReturnType<typeof uppyClient>;
beforeAll(async () => {
  token = (await pageToken(OWNER)).upload_token;
  uppy = uppyClient(token);
});

const put = async (url: string, body: Uint8Array) => {
  const response = await fetch(url, { method: 'PUT', body: new Uint8Array(body) });
  expect(response.status, await response.text()).toBe(200);
  return response.headers.get('etag') ?? '';
};
const sendPart = async (id: string, key: string, n: number, body: Uint8Array) => {
  const { body: signed } = await uppy.sign(id, key, n);
  expect(signed).toEqual({ url: expect.stringContaining('X-Amz-Signature='), expires: 3600 });
  return { PartNumber: n, ETag: await put(signed.url, body) };
};
const post = async (form: { url: string; fields: Record<string, string> }, bytes: Uint8Array) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(form.fields)) data.append(name, value);
  data.append('file', new Blob([new Uint8Array(bytes)]));
  return fetch(form.url, { method: 'POST', body: data });
};
/** The upload of a key once its object was seen to arrive. */
const completedUpload = (key = '') =>
  eventually(`the upload of ${key} is completed`, async () => {
    const { body } = await callApi('GET', `/v1/uploads/${key.split('/').at(-1)}`, withToken(token));
    return body.status === 'completed' && body;
  });

describe('a file in parts, as Uppy sends it', () => {
  const bytes = randomBytes(11 * MIB);
  const cut = [bytes.subarray(0, 5 * MIB), bytes.subarray(5 * MIB, 10 * MIB), bytes.subarray(10 * MIB)];

  it('becomes a file of the size it turned out to have', async () => {
    const metadata = {
      name: 'clip.bin',
      type: 'application/octet-stream',
      relativePath: 'clips/clip.bin',
      album: 'lake',
    };
    const created = await uppy.create({ filename: 'clip.bin', type: 'application/octet-stream', metadata });
    expect(created).toEqual({
      status: 200,
      body: { key: expect.stringMatching(/^t\/acme\//), uploadId: expect.any(String), bucket: expect.any(String) },
    });
    const { uploadId, key } = created.body;
    const parts = await Promise.all(cut.map((part, index) => sendPart(uploadId, key, index + 1, part)));
    const listed = await uppy.list(uploadId, key);
    expect(listed.body).toEqual(parts.map((part, index) => ({ ...part, Size: cut[index]?.byteLength })));

    const completed = await uppy.complete(uploadId, key, parts);
    expect(completed.body).toEqual({
      location: expect.stringMatching(/^\/v1\/files\//),
      key,
      bucket: created.body.bucket,
    });
    // Its answer may be lost, and asked for again.
    expect(await uppy.complete(uploadId, key, parts)).toEqual(completed);
    const file = await fileAtRest(OWNER, completed.body.location.split('/').at(-1));
    expect(file).toMatchObject({ status: 'published', size_bytes: bytes.byteLength, metadata: { album: 'lake' } });
  });

  it('can name its parts without quotes, as version 6 does', async () => {
    const { uploadId, key } = (await uppy.create({ filename: 'six.bin', type: '', metadata: {} })).body;
    const { ETag, PartNumber } = await sendPart(uploadId, key, 1, Buffer.from('one part'));
    const { status, body } = await uppy.complete(uploadId, key, [{ PartNumber, ETag: ETag.replaceAll('"', '') }]);
    expect(status, JSON.stringify(body)).toBe(200);
  });

  it('may have no bytes at all, as one empty part of version 5', async () => {
    const { uploadId, key } = (await uppy.create({ filename: 'empty.txt', type: 'text/plain', metadata: {} })).body;
    const part = await sendPart(uploadId, key, 1, Buffer.alloc(0));
    const { status, body } = await uppy.complete(uploadId, key, [part]);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(await fileAtRest(OWNER, body.location.split('/').at(-1))).toMatchObject({ size_bytes: 0 });
  });

  it('goes on where it stopped, with every page of what is stored', async () => {
    const { uploadId, key } = (await uppy.create({ filename: 'resumed.bin', type: null, metadata: null })).body;
    await sendPart(uploadId, key, 1, cut[0] ?? Buffer.alloc(0));
    const { body: before } = await uppy.list(uploadId, key);
    expect(before).toMatchObject([{ PartNumber: 1, Size: 5 * MIB }]);
    const rest = await sendPart(uploadId, key, 2, cut[2] ?? Buffer.alloc(0));
    const { status } = await uppy.complete(uploadId, key, [...before, rest]);
    expect(status).toBe(200);
  });

  it('is signed by the dozen for clients that ask so', async () => {
    const { uploadId, key } = (await uppy.create({ filename: 'batch.bin', type: '', metadata: {} })).body;
    const { body } = await uppy.batch(uploadId, key, '1,2,7');
    expect(Object.keys(body.presignedUrls)).toEqual(['1', '2', '7']);
    await put(body.presignedUrls['7'], Buffer.from('seven'));
    expect((await uppy.list(uploadId, key)).body).toMatchObject([{ PartNumber: 7, Size: 5 }]);
  });

  it('says which parts are missing, and can be completed after', async () => {
    const { uploadId, key } = (await uppy.create({ filename: 'gap.bin', type: '', metadata: {} })).body;
    const part = await sendPart(uploadId, key, 1, Buffer.from('first'));
    const other = { PartNumber: 2, ETag: '"0"' };
    expect(await uppy.complete(uploadId, key, [part, other])).toMatchObject({
      status: 422,
      body: { code: 'missing_parts', errors: [{ pointer: '/parts/2' }] },
    });
    expect(await uppy.complete(uploadId, key, [{ ...part, ETag: '"0"' }])).toMatchObject({ status: 422 });
    expect((await uppy.complete(uploadId, key, [part])).status).toBe(200);
  });

  it('can be given up, twice, with an answer in JSON', async () => {
    const { uploadId, key } = (await uppy.create({ filename: 'gone.bin', type: '', metadata: {} })).body;
    await sendPart(uploadId, key, 1, Buffer.from('gone'));
    expect(await uppy.abort(uploadId, key)).toEqual({ status: 200, body: {} });
    expect(await uppy.abort(uploadId, key)).toEqual({ status: 200, body: {} });
    expect((await uppy.list(uploadId, key)).status).toBe(404);
  });

  it('is found under its own key only', async () => {
    const one = (await uppy.create({ filename: 'one.bin', type: '', metadata: {} })).body;
    const two = (await uppy.create({ filename: 'two.bin', type: '', metadata: {} })).body;
    for (const answer of [
      await uppy.sign(one.uploadId, two.key, 1),
      await uppy.list(one.uploadId, two.key),
      await uppy.complete(one.uploadId, `${one.key}0`, []),
      await uppy.abort(one.uploadId, ''),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
    }
  });

  it('that is larger than the token allows is refused, and nothing of it is left', async () => {
    const small = uppyClient((await pageToken(OWNER, { max_bytes: 100 })).upload_token);
    const { uploadId, key } = (await small.create({ filename: 'big.bin', type: '', metadata: {} })).body;
    const { url } = (await small.sign(uploadId, key, 1)).body;
    const part = { PartNumber: 1, ETag: await put(url, randomBytes(101)) };
    expect(await small.complete(uploadId, key, [part])).toMatchObject({
      status: 413,
      body: { code: 'file_too_large' },
    });
    expect((await small.list(uploadId, key)).status).toBe(404);
    expect((await callApi('GET', `/v1/uploads/${uploadId}`, { as: OWNER })).body.status).toBe('failed');
    const said = await small.create({ filename: 'big.bin', type: '', metadata: { size: 101 } });
    expect(said).toMatchObject({ status: 413, body: { code: 'file_too_large' } });
  });
});

describe('a file of one request, as Uppy sends it', () => {
  it('becomes a file by arriving: nobody completes it', async () => {
    const { status, body: form } = await uppy.params({
      filename: 'note.txt',
      type: 'text/plain',
      'metadata[album]': 'lake',
      'metadata[relativePath]': 'null',
    });
    expect(status, JSON.stringify(form)).toBe(200);
    expect(form).toMatchObject({ method: 'POST', url: expect.stringMatching(/^http/), expires: 3600 });
    const response = await post(form, Buffer.from('a note'));
    expect(response.status, await response.text()).toBe(201);
    const upload = await completedUpload(form.fields.key);
    expect(upload).toMatchObject({ size_bytes: 6 });
    expect(await fileAtRest(OWNER, upload.file_id)).toMatchObject({
      status: 'published',
      size_bytes: 6,
      metadata: { album: 'lake' },
    });
  });

  it('may have no bytes at all', async () => {
    const { body: form } = await uppy.params({ filename: 'nothing.txt', type: 'text/plain' });
    expect((await post(form, Buffer.alloc(0))).status).toBe(201);
    expect(await completedUpload(form.fields.key)).toMatchObject({ size_bytes: 0 });
  });

  it('is no larger than the token allows', async () => {
    const small = uppyClient((await pageToken(OWNER, { max_bytes: 5 })).upload_token);
    const { body: form } = await small.params({ filename: 'note.txt', type: 'text/plain' });
    expect((await post(form, Buffer.from('a note'))).status).toBe(400);
  });

  it('is held to the types of the token', async () => {
    const pictures = uppyClient((await pageToken(OWNER, { mime_types: ['image/*'] })).upload_token);
    expect(await pictures.params({ filename: 'a.txt', type: 'text/plain' })).toMatchObject({ status: 415 });
    expect(await pictures.params({ filename: 'a.png', type: 'image/png' })).toMatchObject({ status: 200 });
  });
});

describe('a page of another origin', () => {
  it('may read the answers when its origin is one of ours, by preflight and in fact', async () => {
    const url = `${inject('cloud').apiUrl}/compat/uppy/${token}/s3/multipart`;
    const preflight = await fetch(url, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:5173', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type');
  });
});

describe('a token in a path', () => {
  it.each(['nothing', 'slu_e30.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'])(
    'that is %s opens nothing',
    async (bad) => {
      expect(await uppyClient(bad).params({ filename: 'a.txt' })).toMatchObject({
        status: 401,
        body: { code: 'unauthenticated' },
      });
    },
  );
});
