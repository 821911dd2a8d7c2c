import { describe, expect, it } from 'vitest';
import { addBookRequest, readSignRequest, type SampleRequest, sampleApi } from '../testing/sample-api.ts';

const CONSOLE = 'https://console.test';
const from = (origin: string, request: Partial<SampleRequest> = addBookRequest) => ({
  ...request,
  headers: { ...request.headers, Origin: origin },
});
const outcomes: readonly [string, Partial<SampleRequest>, number][] = [
  ['an answer', {}, 201],
  ['an answer to everyone', readSignRequest, 200],
  ['a refusal', { body: '{}' }, 400],
  ['a path nobody has', { path: '/nowhere' }, 404],
  ['a preflight', { httpMethod: 'OPTIONS', body: null }, 204],
];

describe.each(outcomes)('%s', (_, request, status) => {
  it('may not be kept, sniffed, framed, run or downgraded', async () => {
    const { statusCode, headers } = await sampleApi().call(request);

    expect(statusCode).toBe(status);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8,}; includeSubDomains$/),
      'x-content-type-options': 'nosniff',
    });
  });

  it('may be read by the console, and names the request to it', async () => {
    const { headers } = await sampleApi().call(from(CONSOLE, { ...addBookRequest, ...request }));

    expect(headers).toMatchObject({
      'access-control-allow-origin': CONSOLE,
      'access-control-expose-headers': expect.stringContaining('x-request-id'),
      vary: 'origin',
    });
  });

  it.each(['https://evil.test', 'null', `${CONSOLE}.evil.test`])('may not be read by a page of %s', async (origin) => {
    const { headers } = await sampleApi().call(from(origin, { ...addBookRequest, ...request }));

    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers.vary).toBe('origin');
  });
});

describe('a preflight', () => {
  it('names the methods of its path and the headers a request may carry', async () => {
    const { headers, body } = await sampleApi().call(from(CONSOLE, { httpMethod: 'OPTIONS', body: null, headers: {} }));

    expect(body).toBe('');
    expect(headers).toMatchObject({
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': expect.stringMatching(/authorization.*content-type.*idempotency-key/),
    });
  });

  it('needs no credentials, as browsers send none', async () => {
    const { call } = sampleApi({ authenticate: async () => ({ kind: 'refused', reason: 'none' }) });

    expect((await call({ httpMethod: 'OPTIONS', headers: {}, body: null })).statusCode).toBe(204);
  });
});

describe('the list of origins', () => {
  it('must not be everyone', () => {
    expect(() => sampleApi({ options: { origins: ['*'] } })).toThrow('origins must name each web origin');
  });
});

describe('the request id', () => {
  const given = '0199C7A0-5B3E-4C41-9D2A-6F1E8B7C4D90';

  it.each(['X-Request-Id', 'x-request-id'])('is the caller’s when %s is a UUID', async (name) => {
    const { headers } = await sampleApi().call({ headers: { ...addBookRequest.headers, [name]: given } });

    expect(headers['x-request-id']).toBe(given.toLowerCase());
  });

  it.each(['', 'mine', `${given}\n{"level":"ERROR"}`, `${given}0`])('is a new one instead of %j', async (value) => {
    const { headers } = await sampleApi().call({ headers: { ...addBookRequest.headers, 'x-request-id': value } });

    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/);
  });

  it('is what the handler passes on', async () => {
    const seen: string[] = [];
    const { call } = sampleApi({
      handlers: {
        addBook: async ({ body, idempotencyKey, correlationId, requestId }) => {
          seen.push(correlationId, requestId);
          return { status: 201, body: { title: body.title, key: idempotencyKey } };
        },
      },
    });

    const { headers } = await call();

    expect(seen).toEqual([headers['x-request-id'], '7d0f3c52-8a7e-4d0e-9b43-0a1c9a6f3f11']);
  });
});

describe('headers of a handler', () => {
  it('go out beside ours', async () => {
    const { call } = sampleApi({
      handlers: {
        addBook: async () => ({
          status: 201,
          body: { title: '', key: '' },
          headers: { location: '/books/1', etag: '"1"' },
        }),
      },
    });

    expect((await call()).headers).toMatchObject({
      location: '/books/1',
      etag: '"1"',
      'x-content-type-options': 'nosniff',
    });
  });
});
