import { ROLES, type Role } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { IssuerUnavailableError } from '../identity/authentication.ts';
import { addBookRequest, editor, readSignRequest, type SampleRequest, sampleApi } from '../testing/sample-api.ts';

const nobody = async () => ({ kind: 'refused', reason: 'no bearer token' }) as const;
const calls: Record<string, Partial<SampleRequest>> = {
  listBooks: { httpMethod: 'GET', path: '/shelves/poems/books', body: null },
  addBook: {},
  removeShelf: { httpMethod: 'DELETE', path: '/shelves/poems', body: null },
};

describe('who may', () => {
  const needed: readonly [keyof typeof calls, Role][] = [
    ['listBooks', 'viewer'],
    ['addBook', 'editor'],
    ['removeShelf', 'admin'],
  ];
  const matrix = needed.flatMap(([operation, role]) => ROLES.map((own) => [operation, role, own] as const));

  it.each(matrix)('%s is for %s and above: %s', async (operation, role, own) => {
    const { statusCode, json } = await sampleApi({ principal: { ...editor, roles: [own] } }).call(calls[operation]);

    if (ROLES.indexOf(own) >= ROLES.indexOf(role)) expect(statusCode).toBeLessThan(300);
    else expect({ statusCode, code: json.code }).toEqual({ statusCode: 403, code: 'forbidden' });
  });

  it('is narrowed by the scopes of a key, whatever its role', async () => {
    const { call } = sampleApi({ principal: { ...editor, roles: ['admin'], scopes: ['files:read'] } });

    expect((await call(calls.listBooks)).statusCode).toBe(200);
    expect((await call(calls.addBook)).json.code).toBe('forbidden');
  });

  it('is decided before the body is read: one that is malformed still answers 403', async () => {
    const { statusCode } = await sampleApi({ principal: { ...editor, roles: ['viewer'] } }).call({ body: '{' });

    expect(statusCode).toBe(403);
  });

  it('answers 401 with a challenge to who can not be told', async () => {
    const { statusCode, json, headers } = await sampleApi({ authenticate: nobody }).call();

    expect({ statusCode, code: json.code }).toEqual({ statusCode: 401, code: 'unauthenticated' });
    expect(headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('does not call a token invalid that was not sent', async () => {
    const { headers } = await sampleApi({ authenticate: nobody }).call({ headers: {} });

    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it('is asked with both of two credentials, whichever of them came last', async () => {
    const seen: (string | undefined)[] = [];
    const { call } = sampleApi({
      authenticate: async ({ authorization, cookie }) => {
        seen.push(authorization, cookie);
        return { kind: 'refused', reason: 'two' };
      },
    });

    await call({
      headers: { ...addBookRequest.headers, authorization: 'Bearer b', cookie: 'b' },
      multiValueHeaders: { Authorization: ['Bearer a', 'Bearer b'], cookie: ['a', 'b'] },
    });

    expect(seen).toEqual(['Bearer a, Bearer b', 'b']);
  });

  it('tells the log why, and the caller not', async () => {
    const { call, logged } = sampleApi({ authenticate: async () => ({ kind: 'refused', reason: 'ERR_JWT_EXPIRED' }) });

    const { body } = await call();

    expect(logged()).toMatchObject([{ status: 401, reason: 'ERR_JWT_EXPIRED' }]);
    expect(body).not.toContain('EXPIRED');
  });

  it('answers 503 when the issuer is down, which is no fault of the caller', async () => {
    const { statusCode, json, headers } = await sampleApi({
      authenticate: async () => {
        throw new IssuerUnavailableError('down');
      },
    }).call();

    expect({ statusCode, code: json.code, retryable: json.retryable }).toEqual({
      statusCode: 503,
      code: 'unavailable',
      retryable: true,
    });
    expect(headers['retry-after']).toBe('1');
  });
});

describe('who runs the platform', () => {
  const operator = { kind: 'operator', userId: 'olga' } as const;
  const close = { httpMethod: 'POST', path: '/library/closing', body: null };

  it('may call the routes for operators', async () => {
    const { statusCode, json } = await sampleApi({ principal: operator }).call(close);
    expect({ statusCode, json }).toEqual({ statusCode: 200, json: { by: 'olga' } });
  });

  it.each(Object.keys(calls))('may not %s: that is for members', async (operation) => {
    const { statusCode, json } = await sampleApi({ principal: operator }).call(calls[operation]);
    expect({ statusCode, code: json.code }).toEqual({ statusCode: 403, code: 'forbidden' });
  });

  it.each(ROLES)('is no %s of a tenant', async (role) => {
    const { statusCode, json } = await sampleApi({ principal: { ...editor, roles: [role] } }).call(close);
    expect({ statusCode, code: json.code }).toEqual({ statusCode: 403, code: 'forbidden' });
  });

  it('has no tenant in the log', async () => {
    const { call, logged } = sampleApi({ principal: operator });
    await call(close);
    expect(logged()[0]).not.toHaveProperty('tenant_id');
  });
});

describe('a public route', () => {
  it('does not look at credentials, good or bad', async () => {
    const { call } = sampleApi({
      authenticate: async () => {
        throw new Error('asked');
      },
    });

    expect((await call({ ...readSignRequest, headers: { authorization: 'Bearer bad' } })).statusCode).toBe(200);
  });

  it('has no principal in the type of its handler', () => {
    sampleApi({
      handlers: {
        // @ts-expect-error a public route knows nobody
        readSign: async ({ principal }) => ({ status: 200, body: { text: String(principal) } }),
      },
    });
  });
});

describe('the tenant', () => {
  it('comes from the credentials: nothing a caller sends changes it', async () => {
    const seen: string[] = [];
    const { call } = sampleApi({
      handlers: {
        addBook: async ({ principal, body, idempotencyKey }) => {
          seen.push(principal.tenantId);
          return { status: 201, body: { title: body.title, key: idempotencyKey } };
        },
      },
    });

    await call({ headers: { ...addBookRequest.headers, 'x-tenant-id': 'globex', tenant_id: 'globex' } });

    expect(seen).toEqual(['acme']);
  });
});
