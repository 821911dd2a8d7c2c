import { ALL_ROUTES, type Route, SECURITY_HEADERS } from '@sluice/contracts';
import type { Principal, RateDecision } from '@sluice/core/access';
import { describe, expect, it } from 'vitest';
import { createLog } from '../log/create-log.ts';
import { type ApiOptions, api } from './api.ts';

const admin: Principal = { kind: 'member', userId: 'ada', tenantId: 'acme', roles: ['admin'], scopes: 'all' };
const operator: Principal = { kind: 'operator', userId: 'olga' };
const page: Principal = { kind: 'upload_token', tenantId: 'acme', tokenId: 'token-1', userId: 'ada' };
const principalFor = { public: admin, member: admin, operator, upload_token: page };
const empty: RateDecision = {
  allowed: false,
  limit: { perMinute: 1, burst: 1 },
  remaining: 0,
  resetSeconds: 60,
  retryAfterSeconds: 60,
};

/** The API of one route, whose handler answers nothing but a status. */
function apiOf(route: Route, options: Partial<ApiOptions<Record<string, Route>>> = {}) {
  const handle = api({
    service: route.service,
    routes: { [route.operationId]: route },
    handlers: { [route.operationId]: async () => ({ status: 204 }) as never },
    authenticate: async () => ({
      kind: 'authenticated',
      principal: principalFor[route.auth.kind],
    }),
    origins: ['https://console.test'],
    log: createLog({ service: route.service, write: () => {} }),
    ...options,
  });
  return (request: { httpMethod?: string; path?: string; body?: string } = {}) =>
    handle(
      {
        httpMethod: route.method,
        path: route.path.replaceAll(/\{\w+\}/g, '0199c7a0-5b3e-7c41-9d2a-6f1e8b7c4d90'),
        headers: { origin: 'https://console.test' },
        body: null,
        ...request,
      },
      { awsRequestId: 'r' },
    );
}

const OUTCOMES: readonly [string, number, (route: Route) => ReturnType<ReturnType<typeof apiOf>>][] = [
  ['a preflight', 204, (route) => apiOf(route)({ httpMethod: 'OPTIONS' })],
  ['no credentials', 401, (route) => apiOf(route, { authenticate: async () => ({ kind: 'refused', reason: 'no' }) })()],
  ['an unknown path', 404, (route) => apiOf(route)({ path: '/nowhere' })],
  ['a method it does not have', 405, (route) => apiOf(route)({ httpMethod: 'TRACE' })],
  ['a body that is too large', 413, (route) => apiOf(route, { maxBodyBytes: 1 })({ body: 'x'.repeat(9_000_000) })],
  ['an empty bucket', 429, (route) => apiOf(route, { limit: async () => empty })()],
];

describe.each(ALL_ROUTES.map((route) => [route.operationId, route] as const))('%s', (_, route) => {
  it('answers with every security header, whatever the answer is', async () => {
    const plain = await apiOf(route)();
    expect(plain.statusCode).toBeLessThan(500);
    expect(plain.headers).toMatchObject(SECURITY_HEADERS);
    for (const [outcome, status, call] of OUTCOMES) {
      const { statusCode, headers } = await call(route);
      expect({ outcome, headers }).toMatchObject({
        outcome,
        headers: { ...SECURITY_HEADERS, 'access-control-allow-origin': 'https://console.test' },
      });
      if (isExpected(route, status)) expect({ outcome, statusCode }).toEqual({ outcome, statusCode: status });
    }
  });

  it('tells pages the methods of its path', async () => {
    const { headers } = await apiOf(route)({ httpMethod: 'OPTIONS' });
    expect(headers['access-control-allow-methods']).toBe(`${route.method}, OPTIONS`);
  });
});

/** Who is public is neither authenticated nor counted, and a body nobody reads may be of any size. */
function isExpected({ auth, bodyKind }: Route, status: number): boolean {
  if (status === 401 || status === 429) return auth.kind !== 'public';
  return status !== 413 || bodyKind !== 'unread';
}
