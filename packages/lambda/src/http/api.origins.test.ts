import { describe, expect, it } from 'vitest';
import { addBookRequest, type SampleRequest, sampleApi } from '../testing/sample-api.ts';
import type { OriginsOfTenants } from './allow-origins.ts';

const ACME = 'https://app.acme.test';
const GLOBEX = 'https://app.globex.test';
const tenants: Record<string, string> = { acme: ACME, globex: GLOBEX };
const tenantOrigins: OriginsOfTenants = {
  known: async (origin) => Object.values(tenants).includes(origin),
  has: async (tenantId, origin) => tenants[tenantId] === origin,
};
const nobody = async () => ({ kind: 'refused', reason: 'no bearer token' }) as const;
const from = (origin: string, request: Partial<SampleRequest> = {}) => ({
  ...request,
  headers: { ...addBookRequest.headers, origin },
});
const preflight = { httpMethod: 'OPTIONS', body: null };

async function allowedFor(
  origin: string,
  request: Partial<SampleRequest> = {},
  changes: Parameters<typeof sampleApi>[0] = {},
): Promise<string | undefined> {
  const { call } = sampleApi({ ...changes, options: { tenantOrigins, ...changes.options } });
  return (await call(from(origin, request))).headers['access-control-allow-origin'];
}

describe('an answer', () => {
  it('may be read by pages of the caller’s own tenant and of the deployment', async () => {
    expect(await allowedFor(ACME)).toBe(ACME);
    expect(await allowedFor('https://console.test')).toBe('https://console.test');
  });

  it('may not be read by pages of another tenant, nor of anybody else', async () => {
    expect(await allowedFor(GLOBEX)).toBeUndefined();
    expect(await allowedFor('https://evil.test')).toBeUndefined();
  });

  it.each([
    ['a refusal', { body: '{}' }],
    ['a path nobody has', { path: '/nowhere' }],
  ])('is read by whose it is: %s', async (_, request) => {
    expect(await allowedFor(ACME, request)).toBe(ACME);
  });

  it('never names an origin of a tenant to who runs the platform', async () => {
    const close = { httpMethod: 'POST', path: '/library/closing', body: null };
    expect(await allowedFor(ACME, close, { principal: { kind: 'operator', userId: 'olga' } })).toBeUndefined();
  });
});

describe('before anybody is authenticated', () => {
  it.each([ACME, GLOBEX])('a preflight names what some tenant has: %s', async (origin) => {
    expect(await allowedFor(origin, preflight)).toBe(origin);
  });

  it('a 401 can be read by the same pages', async () => {
    expect(await allowedFor(GLOBEX, {}, { authenticate: nobody })).toBe(GLOBEX);
    expect(await allowedFor('https://evil.test', {}, { authenticate: nobody })).toBeUndefined();
  });

  it('what is no web origin is not looked up', async () => {
    const asked: string[] = [];
    const options = {
      tenantOrigins: {
        ...tenantOrigins,
        known: async (origin: string) => {
          asked.push(origin);
          return true;
        },
      },
    };
    for (const origin of ['null', '*', 'http://plain.test', `${ACME}/`]) {
      expect(await allowedFor(origin, preflight, { options })).toBeUndefined();
    }
    expect(asked).toEqual([]);
  });
});

describe('origins that cannot be read', () => {
  it('are not allowed, and the answer goes out', async () => {
    const broken = { known: () => Promise.reject(new Error('down')), has: () => Promise.reject(new Error('down')) };
    const { call, logged } = sampleApi({ options: { tenantOrigins: broken } });
    const { statusCode, headers } = await call(from(ACME));
    expect(statusCode).toBe(201);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(logged()[0]).toMatchObject({ level: 'WARN', error: { message: 'down' } });
  });
});
