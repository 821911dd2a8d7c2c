import { createClient } from '@sluice/client';
import { type FakeAnswer, type FakeRequest, type FakeService, problem, startFakeService } from '@sluice/client/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectOptions } from '../connect.ts';
import { runCli } from '../run-cli.ts';
import { createTestDeps, createTestTerminal } from '../testing.ts';

const KEY_ID = '0198c0de-0000-7000-8000-000000000001';
const AT = '2026-01-01T00:00:00.000Z';
const SECRET = `slk_acme.${KEY_ID}.${'s'.repeat(43)}`;
const key = {
  key_id: KEY_ID,
  name: 'nightly\u001b[31m import',
  prefix: `slk_acme.${KEY_ID}.ssss`,
  role: 'editor',
  scopes: ['uploads:write'],
  status: 'active',
  created_by: 'ada',
  created_at: AT,
  last_used_at: AT,
};
const policy = {
  max_file_bytes: 7,
  allowed_types: ['image/*'],
  limits: {
    ...{ max_pixels: 1, max_frames: 1, max_entries: 1, max_expansion_ratio: 1 },
    ...{ max_pages: 1, max_depth: 1, max_duration_seconds: 1, max_markup_nodes: 1 },
  },
  soft: {
    ...{ empty: 'publish', type_mismatch: 'publish', encrypted: 'publish', unparseable: 'publish' },
    ...{ unscannable: 'reject', too_large_to_scan: 'reject' },
  },
  review: {
    required: [],
    threshold: 1,
    thresholds: {},
    trust_model: false,
    deadline_seconds: 1,
    on_expiry: 'reject',
  },
  origins: [],
  callback_origins: [],
  rate_limits: {},
  quotas: { max_stored_bytes: 1, max_open_uploads: 1, max_uploads_per_day: 1 },
};
const tenant = { tenant_id: 'acme', name: 'ACME', status: 'active', policy };
const member = {
  tenant_id: 'acme',
  user_id: 'bob',
  roles: ['reviewer'],
  status: 'active',
  created_at: AT,
  updated_at: AT,
};

let bodies: unknown[];
let empty: boolean;
let service: FakeService;
const answer = ({ method, path, body }: FakeRequest): FakeAnswer | undefined => {
  const ok = (value?: unknown, status = 200): FakeAnswer => ({ status, body: value });
  if (body.length > 0) bodies.push(JSON.parse(body.toString()));
  switch (`${method} ${path}`) {
    case 'POST /v1/api-keys':
      return ok({ ...key, api_key: SECRET }, 201);
    case `POST /v1/api-keys/${KEY_ID}/rotate`:
      return ok({ ...key, api_key: SECRET, old_secret_until: AT });
    case 'GET /v1/api-keys':
      return ok({ items: empty ? [] : [key] });
    case `DELETE /v1/api-keys/${KEY_ID}`:
    case 'DELETE /v1/members/bob':
      return ok(undefined, 204);
    case 'GET /v1/members':
      return ok({ items: empty ? [] : [member] });
    case 'PUT /v1/members/bob':
      return ok(member);
    case 'GET /v1/tenants':
      return ok({ items: empty ? [] : [{ tenant_id: 'acme', name: 'ACME', status: 'active' }] });
    case 'POST /v1/tenants':
      return ok(tenant, 201);
    case 'GET /v1/tenant':
    case 'PATCH /v1/tenant':
    case 'GET /v1/tenants/acme':
    case 'PATCH /v1/tenants/acme':
      return ok(tenant);
    default:
      return problem('not_found', 'it does not exist');
  }
};

beforeAll(async () => {
  service = await startFakeService({ misbehave: answer });
});
afterAll(() => service.stop());
beforeEach(() => {
  bodies = [];
  empty = false;
});

const run = async (...args: readonly string[]) => {
  const test = createTestTerminal();
  const asked: ConnectOptions[] = [];
  const connect = async (options: ConnectOptions) => {
    asked.push(options);
    return createClient({ baseUrl: service.baseUrl, apiKey: SECRET, attempts: 1 });
  };
  const code = await runCli(args, createTestDeps(service.baseUrl, test, { connect }));
  return { code, out: test.out(), err: test.err(), role: asked[0]?.role };
};

describe('sluice keys', () => {
  it('prints a new secret alone on stdout, and the warning elsewhere', async () => {
    const { code, out, err, role } = await run('keys', 'create', 'nightly', '--scope', 'uploads:write', 'files:read');
    expect([code, out, role]).toEqual([0, `${SECRET}\n`, 'admin']);
    expect(err).toContain('shown once');
    expect(err).not.toContain(SECRET);
    expect(bodies).toEqual([{ name: 'nightly', role: 'editor', scopes: ['uploads:write', 'files:read'] }]);
  });

  it('asks for what was asked', async () => {
    const more = ['--key-role', 'viewer', '--expires-in-days', '90', '--json'];
    const { out } = await run('keys', 'create', 'n', '--scope', 'files:read', '--scope', 'me:read', ...more);
    expect(JSON.parse(out)).toMatchObject({ api_key: SECRET, key_id: KEY_ID });
    expect(bodies).toEqual([{ name: 'n', role: 'viewer', scopes: ['files:read', 'me:read'], expires_in_days: 90 }]);
  });

  it('rotates, and says how long the old secret works', async () => {
    const { out, err } = await run('keys', 'rotate', KEY_ID, '--overlap-seconds', '60');
    expect(out).toBe(`${SECRET}\n`);
    expect(err).toContain(`the old secret works until ${AT}`);
    expect(bodies).toEqual([{ overlap_seconds: 60 }]);
  });

  it('lists without a secret, and what is in a name controls no terminal', async () => {
    const { out } = await run('keys', 'ls');
    expect(out).toContain(KEY_ID);
    expect(out).toContain('2026-01-01 00:00');
    expect(out).not.toContain('\u001b[31m');
    expect(JSON.parse((await run('keys', 'ls', '--json')).out)).toEqual(key);
    empty = true;
    expect((await run('keys', 'ls')).err).toContain('no keys');
  });

  it('revokes', async () => {
    expect((await run('keys', 'revoke', KEY_ID)).err).toContain(`✔ ${KEY_ID} revoked`);
    expect(JSON.parse((await run('keys', 'revoke', KEY_ID, '--json')).out)).toEqual({ key_id: KEY_ID, revoked: true });
    expect((await run('keys', 'revoke', 'other')).code).toBe(1);
  });

  it.each([
    ['without a scope', ['create', 'n']],
    ['with a scope nobody knows', ['create', 'n', '--scope', 'all']],
    ['with too long an overlap', ['rotate', KEY_ID, '--overlap-seconds', '604801']],
    ['without an overlap', ['rotate', KEY_ID]],
    ['with a life of no day', ['create', 'n', '--scope', 'me:read', '--expires-in-days', '0']],
  ])('ends with 2 %s', async (_, args) => {
    expect((await run('keys', ...args)).code).toBe(2);
    expect(bodies).toEqual([]);
  });
});

describe('sluice members', () => {
  it('lists, gives roles and shuts out, as an admin', async () => {
    expect((await run('members', 'ls')).out).toContain('bob');
    expect(JSON.parse((await run('members', 'ls', '--json')).out)).toEqual(member);
    const set = await run('members', 'set', 'bob', '--roles', 'editor', 'reviewer', '--email', 'bob@acme.test');
    expect([set.code, set.role]).toEqual([0, 'admin']);
    expect(bodies).toEqual([{ roles: ['editor', 'reviewer'], email: 'bob@acme.test' }]);
    expect(JSON.parse((await run('members', 'set', 'bob', '--roles', 'reviewer', '--json')).out)).toEqual(member);
    expect((await run('members', 'rm', 'bob')).err).toContain('✔ bob removed');
    expect(JSON.parse((await run('members', 'rm', 'bob', '--json')).out)).toEqual({
      user_id: 'bob',
      status: 'removed',
    });
    empty = true;
    expect((await run('members', 'ls')).err).toContain('no members');
  });

  it('ends with 2 for a role nobody knows', async () => {
    expect((await run('members', 'set', 'bob', '--roles', 'root')).code).toBe(2);
  });
});

describe('sluice tenants', () => {
  it('shows and changes one’s own as an admin, and another as an operator', async () => {
    const own = await run('tenants', 'show');
    expect([own.code, own.role]).toEqual([0, 'admin']);
    expect(own.out).toContain('max_file_bytes 7');
    expect((await run('tenants', 'show', 'acme')).role).toBe('operator');
    expect((await run('tenants', 'set', '--policy', '{"max_file_bytes":null}', '--name', 'ACME')).role).toBe('admin');
    expect((await run('tenants', 'set', 'acme', '--status', 'suspended')).role).toBe('operator');
    expect(bodies).toEqual([{ name: 'ACME', policy: { max_file_bytes: null } }, { status: 'suspended' }]);
  });

  it('creates and lists as an operator', async () => {
    const create = await run('tenants', 'create', 'acme', '--name', 'ACME', '--policy', '{}', '--json');
    expect(JSON.parse(create.out)).toEqual(tenant);
    expect(bodies).toEqual([{ tenant_id: 'acme', name: 'ACME', policy: {} }]);
    const list = await run('tenants', 'ls');
    expect([list.role, list.code]).toEqual(['operator', 0]);
    expect(list.out).toContain('ACME');
    empty = true;
    expect((await run('tenants', 'ls')).err).toContain('no tenants');
  });

  it.each(['max_file_bytes=1', '[]', 'null', '7'])('ends with 2 for a policy such as %s', async (policy) => {
    const { code, err } = await run('tenants', 'set', '--policy', policy);
    expect(code).toBe(2);
    expect(err).toContain('JSON');
  });
});
