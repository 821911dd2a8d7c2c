import { describe, expect, it } from 'vitest';
import { addBookRequest, type SampleRequest, sampleApi } from '../testing/sample-api.ts';

type Field = readonly [name: string, value: string | Blob];
const BYTES = new Uint8Array([0xff, 0xd8, 0x00, 0x80, 0x0d, 0x0a]);
const book = (bytes: Uint8Array<ArrayBuffer> | string = 'some text', name = 'book.txt', type = 'text/plain') =>
  new File([bytes], name, { type });

/** A form as API Gateway hands it over: in base64. */
async function formRequest(fields: readonly Field[]): Promise<Partial<SampleRequest>> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const request = new Request('https://api.test', { method: 'POST', body: form });
  const contentType = request.headers.get('content-type') ?? '';
  return {
    path: '/shelves/poems/copies',
    headers: { Authorization: 'Bearer any', 'Content-Type': contentType },
    body: Buffer.from(await request.arrayBuffer()).toString('base64'),
    isBase64Encoded: true,
  };
}

describe('a form', () => {
  it('is read field by field, its file with name, type and bytes', async () => {
    const { statusCode, json } = await sampleApi().call(
      await formRequest([
        ['file', book()],
        ['title', 'Flights'],
      ]),
    );

    expect({ statusCode, json }).toMatchObject({ statusCode: 201, json: { text: 'book.txt text/plain some text' } });
  });

  it('keeps bytes that are no text as they are', async () => {
    let seen: Uint8Array | undefined;
    const { call } = sampleApi({
      handlers: {
        copyBook: async ({ body }) => {
          seen = new Uint8Array(await body.file.arrayBuffer());
          return { status: 201, body: { text: '', key: '' } };
        },
      },
    });

    await call(await formRequest([['file', book(BYTES, 'a.jpg', 'image/jpeg')]]));

    expect(seen).toEqual(BYTES);
  });

  it('may come as text where the gateway knows no binary types', async () => {
    const request = await formRequest([['file', book()]]);
    const body = Buffer.from(request.body ?? '', 'base64').toString();

    expect((await sampleApi().call({ ...request, body, isBase64Encoded: false })).statusCode).toBe(201);
  });

  it.each([
    [
      'a field nobody knows',
      [
        ['file', book()],
        ['shelf', 'x'],
      ],
      '/shelf',
    ],
    ['no file', [['title', 'Flights']], '/file'],
    ['a file that is only text', [['file', 'some text']], '/file'],
    [
      'two files',
      [
        ['file', book()],
        ['file', book()],
      ],
      '/file',
    ],
    [
      'a text that does not fit',
      [
        ['file', book()],
        ['title', ''],
      ],
      '/title',
    ],
    [
      'a field of the prototype',
      [
        ['file', book()],
        ['__proto__', 'x'],
      ],
      '/__proto__',
    ],
  ] satisfies [string, Field[], string][])('is refused with %s', async (_, fields, pointer) => {
    const { statusCode, json } = await sampleApi().call(await formRequest(fields));

    expect({ statusCode, code: json.code }).toEqual({ statusCode: 400, code: 'invalid_request' });
    expect(json.errors).toContainEqual(expect.objectContaining({ pointer }));
  });

  it.each([
    ['JSON', 'application/json', 415, 'unsupported_media_type'],
    ['a form without a boundary', 'multipart/form-data', 415, 'unsupported_media_type'],
    ['a form with another boundary', 'multipart/form-data; boundary=other', 400, 'invalid_request'],
  ])('is not %s', async (_, contentType, status, code) => {
    const request = await formRequest([['file', book()]]);
    const { statusCode, json } = await sampleApi().call({
      ...request,
      headers: { ...request.headers, 'Content-Type': contentType },
    });

    expect({ statusCode, code: json.code }).toEqual({ statusCode: status, code });
  });

  it('may hold a file of 4 MiB, and is refused unread when it holds more than it may', async () => {
    const allowed = await formRequest([['file', book(new Uint8Array(4 * 1024 ** 2), 'a.bin', 'x/y')]]);
    const { call } = sampleApi({ handlers: { copyBook: async () => ({ status: 201, body: { text: '', key: '' } }) } });
    expect((await call(allowed)).statusCode).toBe(201);

    const larger = await formRequest([['file', book(new Uint8Array(4 * 1024 ** 2 + 64 * 1024), 'a.bin', 'x/y')]]);
    expect((await call(larger)).json).toMatchObject({ status: 413, code: 'body_too_large' });
  });
});

describe('an idempotency key that is optional', () => {
  it('is handed on when there is one, and nothing is made up when there is none', async () => {
    const request = await formRequest([['file', book()]]);
    const { call } = sampleApi();

    expect((await call(request)).json.key).toBe('none');
    expect((await call({ ...request, headers: { ...request.headers, 'Idempotency-Key': 'key-1' } })).json.key).toBe(
      'key-1',
    );
  });

  it.each(['a b', ''])('is refused when it is malformed, such as "%s"', async (key) => {
    const request = await formRequest([['file', book()]]);

    const { json } = await sampleApi().call({ ...request, headers: { ...request.headers, 'Idempotency-Key': key } });

    expect(json).toMatchObject({ status: 400, errors: [{ pointer: '/headers/idempotency-key' }] });
  });
});

describe('a body nobody reads', () => {
  it('may be of any type and size: what it redirects to decides', async () => {
    const { statusCode, headers } = await sampleApi().call({
      ...addBookRequest,
      httpMethod: 'PUT',
      path: '/shelves/latest/book',
      headers: { Authorization: 'Bearer any', 'Content-Type': 'video/mp4' },
      body: 'x'.repeat(300 * 1024),
    });

    expect({ statusCode, location: headers.location }).toEqual({
      statusCode: 307,
      location: 'https://storage.test/1',
    });
  });
});
