import type { Principal } from '@sluice/core/access';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Authenticate } from '../identity/authentication.ts';
import { createLog } from '../log/create-log.ts';
import { addBookRequest, editor, INVOCATION_ID } from '../testing/sample-api.ts';
import { api } from './api.ts';

const page: Principal = { kind: 'upload_token', tenantId: 'acme', tokenId: 'token-1', userId: 'ada' };
const params = z.object({ upload_token: z.string() });
const shared = {
  service: 'upload',
  rateClass: 'write',
  errors: [],
  summary: 'for tests',
  idempotency: 'natural',
} as const;

const routes = {
  sendInPath: {
    ...shared,
    operationId: 'sendInPath',
    method: 'GET',
    path: '/compat/{upload_token}/send',
    auth: { kind: 'upload_token', reach: 'page' },
    params,
    answers: { 200: z.object({ by: z.string() }) },
  },
  sendByEither: {
    ...shared,
    operationId: 'sendByEither',
    method: 'POST',
    path: '/send',
    auth: { kind: 'member', role: 'editor', scope: 'uploads:write', own: true, uploadToken: 'page' },
    body: z.strictObject({ text: z.string() }),
    maxBodyBytes: 400 * 1024,
    answers: { 200: z.object({ by: z.string() }) },
  },
  people: {
    ...shared,
    operationId: 'people',
    method: 'GET',
    path: '/people',
    auth: { kind: 'member', role: 'viewer', scope: 'files:read', own: false },
    answers: { 200: z.object({ by: z.string() }) },
  },
} as const;

function setUp(authenticate: Authenticate) {
  const lines: string[] = [];
  const handle = api({
    service: 'upload',
    routes,
    handlers: {
      sendInPath: async ({ principal }) => ({ status: 200, body: { by: principal.tokenId } }),
      sendByEither: async ({ principal }) => ({ status: 200, body: { by: principal.kind } }),
      people: async ({ principal }) => ({ status: 200, body: { by: principal.userId } }),
    },
    authenticate,
    origins: ['https://page.test'],
    log: createLog({ service: 'upload', write: (line) => lines.push(line) }),
  });
  const call = async (request: Partial<typeof addBookRequest>) => {
    const result = await handle(
      { ...addBookRequest, httpMethod: 'GET', headers: {}, body: null, ...request },
      { awsRequestId: INVOCATION_ID },
    );
    return { ...result, json: result.body === '' ? undefined : JSON.parse(result.body) };
  };
  return { call, lines };
}

const as =
  (principal: Principal): Authenticate =>
  async () => ({ kind: 'authenticated', principal });

describe('a token in the path', () => {
  it('is what the caller is told by, whatever is in the headers', async () => {
    const seen: unknown[] = [];
    const { call } = setUp(async (credentials) => {
      seen.push(credentials);
      return { kind: 'authenticated', principal: page };
    });
    const headers = { Authorization: 'Bearer somebody else', 'x-api-key': 'key', Cookie: 'session' };
    expect(await call({ path: '/compat/slu_abc.def/send', headers })).toMatchObject({ statusCode: 200 });
    expect(seen).toEqual([{ authorization: 'Bearer slu_abc.def' }]);
  });

  it('is an upload token’s or nobody’s: a person’s does not belong there', async () => {
    const { call } = setUp(as({ ...editor, roles: ['admin'] }));
    const { statusCode, json } = await call({ path: '/compat/eyJ.eyJ.sig/send' });
    expect({ statusCode, code: json.code }).toEqual({ statusCode: 401, code: 'unauthenticated' });
  });

  it.each([
    ['that is let in', as(page), 200],
    ['that is refused', async () => ({ kind: 'refused', reason: 'forged token' }) as const, 401],
    [
      'whose request breaks',
      async () => {
        throw new Error('broken');
      },
      500,
    ],
  ])('%s comes neither into the log and its metrics nor into the answer', async (_, authenticate, status) => {
    const { call, lines } = setUp(authenticate);
    const result = await call({ path: '/compat/slu_canary.canary/send', queryStringParameters: null });
    expect(result.statusCode).toBe(status);
    expect(lines.join('\n')).toContain('/compat/{upload_token}/send');
    expect(lines.join('\n')).not.toContain('canary');
    expect(JSON.stringify(result)).not.toContain('canary');
  });

  it('comes into no log of paths we do not have either', async () => {
    const { call, lines } = setUp(as(page));
    expect((await call({ path: '/compat/slu_canary.canary/other' })).statusCode).toBe(404);
    expect((await call({ path: '/compat/slu_canary.canary/send', httpMethod: 'PUT' })).statusCode).toBe(405);
    expect(lines.join('\n')).not.toContain('canary');
  });

  it('may be asked about by a page’s preflight', async () => {
    const { call } = setUp(as(page));
    const headers = { origin: 'https://page.test' };
    const result = await call({ path: '/compat/slu_a.b/send', httpMethod: 'OPTIONS', headers });
    expect(result.statusCode).toBe(204);
    expect(result.headers['access-control-allow-origin']).toBe('https://page.test');
  });
});

describe('a token in the header', () => {
  const post = (text: string) => ({
    httpMethod: 'POST',
    path: '/send',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text }),
  });

  it('opens what is for members and tokens, and tells the handler which it was', async () => {
    expect((await setUp(as(page)).call(post('x'))).json).toEqual({ by: 'upload_token' });
    expect((await setUp(as(editor)).call(post('x'))).json).toEqual({ by: 'member' });
  });

  it('opens nothing that is for members only', async () => {
    const { statusCode, json } = await setUp(as(page)).call({ path: '/people' });
    expect({ statusCode, code: json.code }).toEqual({ statusCode: 403, code: 'token_scope' });
  });

  it('is refused as one where nobody can read it', async () => {
    const { call } = setUp(async () => ({ kind: 'refused', reason: 'an upload token', code: 'token_scope' }));
    const { statusCode, json } = await call({ path: '/people' });
    expect({ statusCode, code: json.code }).toEqual({ statusCode: 403, code: 'token_scope' });
  });
});

describe('a route that reads more than others', () => {
  it('says how much', async () => {
    const { call } = setUp(as(editor));
    const post = (bytes: number) => ({
      httpMethod: 'POST',
      path: '/send',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: 'x'.repeat(bytes) }),
    });
    expect((await call(post(300 * 1024))).statusCode).toBe(200);
    expect((await call(post(400 * 1024))).json.code).toBe('body_too_large');
  });
});
