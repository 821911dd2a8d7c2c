import { describe, expect, it } from 'vitest';
import { addBookRequest, listBooksRequest, readSignRequest, sampleApi, sampleHandlers } from '../testing/sample-api.ts';

describe('a request that fits its route', () => {
  it('reaches the handler parsed, and its answer goes out as JSON', async () => {
    const { statusCode, json, headers } = await sampleApi().call();

    expect({ statusCode, json }).toEqual({ statusCode: 201, json: { title: 'Flights', key: 'key-1' } });
    expect(headers['content-type']).toBe('application/json');
  });

  it('has its path and query parsed to the types of the schemas', async () => {
    const { json } = await sampleApi().call({ ...listBooksRequest, queryStringParameters: { limit: '20' } });

    expect(json).toEqual({ shelf_id: 'poems', limit: 20 });
  });

  it('has its path decoded', async () => {
    const { json } = await sampleApi().call({ ...listBooksRequest, path: '/shelves/p%6fems/books' });

    expect(json.shelf_id).toBe('poems');
  });

  it('may be sent in base64, as the gateway does with binary types', async () => {
    const body = Buffer.from(JSON.stringify({ title: 'Żółw' })).toString('base64');

    const { json } = await sampleApi().call({ body, isBase64Encoded: true });

    expect(json.title).toBe('Żółw');
  });

  it.each(['application/json; charset=utf-8', 'APPLICATION/JSON'])('may name its content type %s', async (type) => {
    const { statusCode } = await sampleApi().call({ headers: { ...addBookRequest.headers, 'content-type': type } });

    expect(statusCode).toBe(201);
  });

  it('is answered without a body where the route says so', async () => {
    const admin = { kind: 'member', userId: 'ada', tenantId: 'acme', roles: ['admin'], scopes: 'all' } as const;

    const { statusCode, body, headers } = await sampleApi({ principal: admin }).call({
      httpMethod: 'DELETE',
      path: '/shelves/poems',
      body: null,
    });

    expect({ statusCode, body, type: headers['content-type'] }).toEqual({ statusCode: 204, body: '', type: undefined });
  });

  it('is redirected where the route says so', async () => {
    const { statusCode, body, headers } = await sampleApi().call({
      httpMethod: 'GET',
      path: '/shelves/latest/book',
      body: null,
    });

    expect({ statusCode, body, location: headers.location }).toEqual({
      statusCode: 302,
      body: '',
      location: 'https://books.test/1',
    });
  });

  it('hands the handler its headers in lower case, but no credentials', async () => {
    const seen: unknown[] = [];
    const { call } = sampleApi({
      handlers: {
        addBook: async (input) => {
          seen.push(input.headers);
          return sampleHandlers.addBook(input);
        },
      },
    });

    await call({ headers: { ...addBookRequest.headers, Cookie: 'a=b', 'X-Api-Key': 'k', 'If-Match': '"v1"' } });

    expect(seen).toEqual([{ 'content-type': 'application/json', 'idempotency-key': 'key-1', 'if-match': '"v1"' }]);
  });
});

const NOT_UTF8 = Buffer.from('{"title":"\xff"}', 'latin1').toString('base64');

describe('a request that does not fit', () => {
  const refusals: readonly [string, Partial<typeof addBookRequest>, number, string][] = [
    ['a path nobody has', { path: '/nowhere' }, 404, 'not_found'],
    ['a path that is not well-formed', { path: '/shelves/%E0%A4%A/books' }, 404, 'not_found'],
    ['a method the path has not', { httpMethod: 'PATCH' }, 405, 'method_not_allowed'],
    ['no content type', { headers: { 'Idempotency-Key': 'k' } }, 415, 'unsupported_media_type'],
    ['another content type', { headers: { 'content-type': 'application/jsonp' } }, 415, 'unsupported_media_type'],
    ['a body that is not JSON', { body: '{"title":' }, 400, 'invalid_json'],
    ['no body', { body: null }, 400, 'invalid_json'],
    ['a body that is not UTF-8', { body: NOT_UTF8, isBase64Encoded: true }, 400, 'invalid_json'],
    ['a field that is missing', { body: '{}' }, 400, 'invalid_request'],
    ['a body of another shape', { body: '[]' }, 400, 'invalid_request'],
    ['a query nobody asked for', { queryStringParameters: { debug: '1' } }, 400, 'invalid_request'],
    ['a path parameter that does not fit', { path: '/shelves/P0/books' }, 400, 'invalid_request'],
    ['no Idempotency-Key', { headers: { 'content-type': 'application/json' } }, 400, 'idempotency_key_required'],
  ];

  it.each(refusals)('for %s is refused with %d %s', async (_, change, status, code) => {
    const { statusCode, json, headers } = await sampleApi().call(change);

    expect({ statusCode, status: json.status, code: json.code }).toEqual({ statusCode: status, status, code });
    expect(headers['content-type']).toBe('application/problem+json');
    expect(headers['x-request-id']).toBe(json.request_id);
  });

  it('is told every field that is wrong at once, by JSON Pointer', async () => {
    const { json } = await sampleApi().call({
      path: '/shelves/P0/books',
      queryStringParameters: { a: '1' },
      body: JSON.stringify({ pages: 0, authors: [{ name: 'Olga' }, { name: 7, 'a/b': 1 }], owner_id: 'eve' }),
    });

    expect(json.errors).toEqual([
      { pointer: '/path/shelf_id', detail: 'must be 2 to 8 letters' },
      { pointer: '/query/a', detail: 'is not a known field' },
      { pointer: '/title', detail: 'is missing' },
      { pointer: '/pages', detail: 'must be at least 1' },
      { pointer: '/authors/1/name', detail: 'must be a string' },
      { pointer: '/authors/1/a~1b', detail: 'is not a known field' },
      { pointer: '/owner_id', detail: 'is not a known field' },
    ]);
  });

  it('is not half read when a query parameter is given twice', async () => {
    const { statusCode, json } = await sampleApi().call({
      ...listBooksRequest,
      queryStringParameters: { limit: '2' },
      multiValueQueryStringParameters: { limit: ['1', '2'] },
    });

    expect({ statusCode, pointer: json.errors[0].pointer }).toEqual({ statusCode: 400, pointer: '/query/limit' });
  });

  it('may not bring keys that change what objects are', async () => {
    const { json } = await sampleApi().call({ body: '{"title":"x","__proto__":{"pages":1},"constructor":1}' });

    expect(json.errors.map((error: { pointer: string }) => error.pointer)).toEqual(['/__proto__', '/constructor']);
  });

  it.each(['two words', 'ä', 'x'.repeat(256), 'tab\t'])('for the Idempotency-Key %j is told so', async (key) => {
    const { statusCode, json } = await sampleApi().call({
      headers: { ...addBookRequest.headers, 'Idempotency-Key': key },
    });

    expect({ statusCode, code: json.code }).toEqual({ statusCode: 400, code: 'invalid_request' });
    expect(json.errors[0].pointer).toBe('/headers/idempotency-key');
  });

  it('to a method the path has not learns which it has', async () => {
    const { headers } = await sampleApi().call({ httpMethod: 'PATCH' });

    expect(headers.allow).toBe('GET, POST, OPTIONS');
  });
});

describe('the size of a body', () => {
  const exactly = (bytes: number) => JSON.stringify({ title: 'x'.repeat(bytes - 12) });

  it('may be 256 KiB', async () => {
    const body = exactly(256 * 1024);
    const base64 = Buffer.from(body).toString('base64');

    expect((await sampleApi().call({ body })).statusCode).toBe(201);
    expect((await sampleApi().call({ body: base64, isBase64Encoded: true })).statusCode).toBe(201);
  });

  it.each([false, true])('is refused above that before anybody is asked who it is (base64: %s)', async (base64) => {
    const asked: string[] = [];
    const { call } = sampleApi({
      authenticate: async () => {
        asked.push('who');
        return { kind: 'refused', reason: 'never' };
      },
    });
    const body = exactly(256 * 1024 + 1);

    const { statusCode, json } = await call({
      body: base64 ? Buffer.from(body).toString('base64') : body,
      isBase64Encoded: base64,
    });

    expect({ statusCode, code: json.code, asked }).toEqual({ statusCode: 413, code: 'body_too_large', asked: [] });
  });

  it('is counted in bytes, not in characters', async () => {
    const { call } = sampleApi({ options: { maxBodyBytes: 20 } });

    expect((await call({ body: '{"title":"ääää"}' })).statusCode).toBe(201);
    expect((await call({ body: '{"title":"äääääää"}' })).statusCode).toBe(413);
  });

  it('is nothing to a public route that takes none', async () => {
    expect((await sampleApi().call({ ...readSignRequest, body: 'ignored' })).statusCode).toBe(200);
  });
});
