import { accessRoutes } from '@sluice/contracts';
import { type ApiKey, type Member, type Principal, randomSecrets } from '@sluice/core/access';
import { createCursorSeal, fixedClock, sequentialIds } from '@sluice/core/runtime';
import {
  inMemoryIdempotencyKeys,
  inMemoryKeyUses,
  inMemoryMemberships,
  inMemoryRecordStore,
  inMemoryTenantOrigins,
  inMemoryTenants,
} from '@sluice/core/testing';
import { api, createApiKeyAuthenticator, createLog, firstOf } from '@sluice/lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAccessHandlers } from './access-handlers.ts';

const admin: Member = { kind: 'member', userId: 'ada', tenantId: 'acme', roles: ['admin'], scopes: 'all' };
const operator: Principal = { kind: 'operator', userId: 'olga' };
const context = { awsRequestId: 'r', functionName: 'f', getRemainingTimeInMillis: () => 10_000 };

type Given = { readonly as?: Principal; readonly body?: unknown; readonly headers?: Record<string, string> };

function setUp() {
  const clock = fixedClock();
  const ids = sequentialIds(clock);
  const deps = {
    keys: inMemoryRecordStore<ApiKey>(),
    idempotencyKeys: inMemoryIdempotencyKeys({ clock }),
    uses: inMemoryKeyUses(),
    tenants: inMemoryTenants(),
    memberships: inMemoryMemberships(),
    tenantOrigins: inMemoryTenantOrigins(),
    secrets: randomSecrets,
    clock,
    ids,
  };
  const lines: string[] = [];
  let person: Principal | undefined;
  const byKey = createApiKeyAuthenticator({
    findKey: async (tenantId, id) => (await deps.keys.load({ tenantId, id }))?.record,
    uses: deps.uses,
    clock,
  });
  const handler = api({
    service: 'access',
    routes: accessRoutes,
    handlers: createAccessHandlers(
      deps,
      createCursorSeal(async () => 'secret'),
      { ISSUER: 'https://login.example.com', AUDIENCE: 'sluice', CLIENT_IDS: '' },
    ),
    authenticate: firstOf([byKey], async () =>
      person ? { kind: 'authenticated', principal: person } : { kind: 'refused', reason: 'nobody' },
    ),
    origins: [],
    log: createLog({ service: 'access', write: (line) => lines.push(line) }),
  });
  const call = async (route: string, { as, body, headers = {} }: Given = {}) => {
    const [httpMethod = '', target = ''] = route.split(' ');
    const [path = '', query = ''] = target.split('?');
    person = as;
    const answer = await handler(
      {
        httpMethod,
        path,
        queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
        headers: { 'content-type': 'application/json', 'idempotency-key': ids(), ...headers },
        body: body === undefined ? null : JSON.stringify(body),
      },
      context,
    );
    const text = answer.body;
    return { status: answer.statusCode, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
  return { clock, lines, call };
}

let kit: ReturnType<typeof setUp>;
beforeEach(() => {
  kit = setUp();
});
const create = (more: object = {}) =>
  kit.call('POST /v1/api-keys', { as: admin, body: { name: 'n', scopes: ['me:read'], ...more } });
const bearer = (key: string): Given => ({ headers: { authorization: `Bearer ${key}` } });

describe('the API of keys', () => {
  it('shows a key once, lists it without its secret and says when it was used', async () => {
    const { status, body } = await create({ expires_in_days: 1 });
    expect([status, body.role, body.status, body.expires_at]).toEqual([
      201,
      'editor',
      'active',
      '2026-01-02T00:00:00.000Z',
    ]);
    expect((await kit.call('GET /v1/me', bearer(body.api_key))).body.user_id).toBe(`key:${body.key_id}`);
    const list = await kit.call('GET /v1/api-keys', { as: admin });
    const { api_key, ...shown } = body;
    expect(list.body).toEqual({ items: [{ ...shown, last_used_at: '2026-01-01T00:00:00.000Z' }] });
    expect(JSON.stringify([list, kit.lines])).not.toContain(api_key.split('.').at(-1));
  });

  it('answers a repeat with the id of the key, and refuses another body under the same idempotency key', async () => {
    const headers = { 'idempotency-key': 'once' };
    const ask = (name: string) =>
      kit.call('POST /v1/api-keys', { as: admin, headers, body: { name, scopes: ['me:read'] } });
    const first = await ask('n');
    const second = await ask('n');
    expect([second.status, second.body.code]).toEqual([409, 'already_shown']);
    expect(second.body.detail).toContain(first.body.key_id);
    expect((await ask('other')).body.code).toBe('idempotency_mismatch');
  });

  it('rotates once for each request', async () => {
    const { body: key } = await create();
    const given: Given = { as: admin, headers: { 'idempotency-key': 'once' }, body: { overlap_seconds: 60 } };
    const rotated = await kit.call(`POST /v1/api-keys/${key.key_id}/rotate`, given);
    expect(rotated.body.old_secret_until).toBe('2026-01-01T00:01:00.000Z');
    expect((await kit.call(`POST /v1/api-keys/${key.key_id}/rotate`, given)).body.code).toBe('already_shown');
    for (const secret of [key.api_key, rotated.body.api_key])
      expect((await kit.call('GET /v1/me', bearer(secret))).status).toBe(200);
  });

  it('goes from page to page', async () => {
    for (const name of ['1', '2', '3']) await create({ name });
    const first = await kit.call('GET /v1/api-keys?limit=2', { as: admin });
    const cursor = first.body.next_cursor;
    const second = await kit.call(`GET /v1/api-keys?limit=2&cursor=${cursor}`, { as: admin });
    const names = [first, second].flatMap(({ body }) => body.items.map(({ name }: { name: string }) => name));
    expect(names).toEqual(['3', '2', '1']);
    const foreign = { as: { ...admin, tenantId: 'globex' } };
    expect((await kit.call(`GET /v1/api-keys?cursor=${cursor}`, foreign)).body.code).toBe('invalid_cursor');
  });

  it('refuses to be told the key, the hash or the tenant', async () => {
    for (const more of [{ api_key: 'slk_' }, { secret_hash: '00' }, { tenant_id: 'globex' }, { scopes: [] }])
      expect((await create(more)).status).toBe(400);
  });

  it('answers 401 to every key that is garbled or forged, with what to send', async () => {
    const { body } = await create();
    const [tenant, id, secret] = body.api_key.split('.');
    const forged = [`${tenant}.${id}`, `${tenant}.${id}.${secret}x`, `slk_globex.${id}.${secret}`, 'slk_', 'slk_a.b.c'];
    for (const key of [...forged, `${tenant}.${id}.${randomSecrets()}`]) {
      for (const headers of [{ authorization: `Bearer ${key}` }, { 'x-api-key': key }]) {
        const answer = await kit.call('GET /v1/me', { headers });
        expect([answer.status, answer.body.code], key).toEqual([401, 'unauthenticated']);
        expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
      }
    }
  });
});

describe('the API of tenants', () => {
  it('shows a tenant of which nothing was said, and changes it from what was read', async () => {
    const read = await kit.call('GET /v1/tenant', { as: admin });
    expect(read.body).toMatchObject({ tenant_id: 'acme', name: 'acme', status: 'active' });
    const headers = { 'if-match': `"other", ${read.headers.etag}` };
    const body = { policy: { review: { thresholds: { some_finding: 0.5 }, trust_model: true } } };
    const changed = await kit.call('PATCH /v1/tenant', { as: admin, headers, body });
    expect(changed.body.policy.review).toMatchObject({ thresholds: { some_finding: 0.5 }, trust_model: true });
    expect(changed.headers.etag).not.toBe(read.headers.etag);
    expect((await kit.call('PATCH /v1/tenant', { as: admin, headers, body })).status).toBe(412);
    const any = { as: admin, headers: { 'if-match': '*' }, body: { policy: { review: null } } };
    expect((await kit.call('PATCH /v1/tenant', any)).body.policy).toEqual(read.body.policy);
  });

  it('lets no tenant lift its own suspension, nor say what nobody knows', async () => {
    for (const body of [{ status: 'active' }, { tenant_id: 'globex' }, { policy: { max_file_byte: 1 } }])
      expect((await kit.call('PATCH /v1/tenant', { as: admin, body })).status).toBe(400);
  });

  it('is for who runs the platform where it names a tenant', async () => {
    const body = { tenant_id: 'globex', name: 'Globex', policy: { max_file_bytes: 1 } };
    expect((await kit.call('POST /v1/tenants', { as: operator, body })).body.policy.max_file_bytes).toBe(1);
    expect((await kit.call('POST /v1/tenants', { as: operator, body })).status).toBe(409);
    expect((await kit.call('GET /v1/tenants/acme', { as: operator })).status).toBe(404);
    const suspend = { as: operator, body: { status: 'suspended' } };
    expect((await kit.call('PATCH /v1/tenants/globex', suspend)).body.status).toBe('suspended');
    const list = await kit.call('GET /v1/tenants', { as: operator });
    expect(list.body.items).toMatchObject([{ tenant_id: 'globex', status: 'suspended' }]);
    expect(list.body.items[0]).not.toHaveProperty('policy');
    expect((await kit.call('GET /v1/tenants', { as: admin })).status).toBe(403);
  });
});

describe('the API of members', () => {
  it('gives roles, shows them and shuts out', async () => {
    const put = { as: admin, body: { roles: ['viewer'], email: 'bob@acme.test' } };
    expect((await kit.call('PUT /v1/members/bob', put)).body).toMatchObject({ user_id: 'bob', roles: ['viewer'] });
    expect((await kit.call('GET /v1/members/bob', { as: admin })).body.email).toBe('bob@acme.test');
    expect((await kit.call('DELETE /v1/members/bob', { as: admin })).status).toBe(204);
    expect((await kit.call('GET /v1/members', { as: admin })).body.items).toMatchObject([{ status: 'removed' }]);
    expect((await kit.call('DELETE /v1/members/ada', { as: admin })).body.code).toBe('state_conflict');
    expect((await kit.call('GET /v1/members/a%23b', { as: admin })).status).toBe(400);
  });
});
