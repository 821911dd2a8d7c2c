import { createClient } from '@sluice/client';
import { SCOPES } from '@sluice/contracts';
import { describe, expect, inject, it } from 'vitest';
import { callApi, type Person } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';
import { fileAtRest } from '../support/send-file.ts';

const TENANT = 'keys';
const admin: Person = { role: 'admin', tenant: TENANT };
const editor: Person = { role: 'editor', tenant: TENANT, subject: '0b0c9a52-7f0e-8a3c-a111-0000000000e1' };
const operator: Person = { role: 'operator' };
/** What docs/access.md promises, and what a slow machine may add. */
const REVOKED_WITHIN_SECONDS = 15;
const SUSPENDED_WITHIN_SECONDS = 60;
const SLACK_SECONDS = 5;

const create = async (body: object = {}) => {
  const answer = await callApi('POST', '/v1/api-keys', {
    as: admin,
    body: { name: 'import', scopes: ['uploads:write', 'files:read', 'me:read'], ...body },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};
const me = async (apiKey: string) => (await callApi('GET', '/v1/me', { apiKey })).status;

/** Seconds until the call answers with the status. */
const secondsUntil = async (what: string, limit: number, wanted: number, ask: () => Promise<number>) => {
  const started = Date.now();
  await eventually(what, async () => (await ask()) === wanted, limit + SLACK_SECONDS);
  return (Date.now() - started) / 1000;
};

describe('an API key', () => {
  it('uploads a file until it is published, as itself', async () => {
    const key = await create();
    const client = createClient({ baseUrl: inject('cloud').apiUrl, apiKey: key.api_key });
    const { fileId } = await client.uploadFile(new File(['sent by a machine'], 'machine.txt', { type: 'text/plain' }));
    const file = await fileAtRest(admin, fileId);
    expect(file).toMatchObject({ status: 'published', owner_id: `key:${key.key_id}` });
    expect(await client.getMe()).toMatchObject({ user_id: `key:${key.key_id}`, roles: ['editor'] });
    expect((await callApi('GET', '/v1/me', { headers: { 'x-api-key': key.api_key } })).status).toBe(200);
  });

  it('may do nothing that is not in its scopes, and nothing in another tenant', async () => {
    const reader = await create({ scopes: ['files:read'] });
    const upload = { filename: 'x.txt', mime_type: 'text/plain', size_bytes: 1 };
    const refused = await callApi('POST', '/v1/uploads', { apiKey: reader.api_key, body: upload });
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    expect((await callApi('GET', '/v1/api-keys', { apiKey: reader.api_key })).status).toBe(403);
    const mine = await callApi('POST', '/v1/uploads', { as: editor, body: upload });
    const other = await create();
    const path = `/v1/uploads/${mine.body.upload_id}`;
    expect((await callApi('GET', path, { apiKey: other.api_key })).status).toBe(404);
    expect(await me(other.api_key.replace(`slk_${TENANT}.`, 'slk_acme.'))).toBe(401);
    expect(await me(`${other.api_key.slice(0, -1)}${other.api_key.endsWith('A') ? 'B' : 'A'}`)).toBe(401);
  });

  it('is stronger than nobody who makes it, not by the way of a key either', async () => {
    const maker = await create({ role: 'admin', scopes: ['keys:write'] });
    const body = { name: 'stronger', role: 'viewer', scopes: [...SCOPES] };
    const refused = await callApi('POST', '/v1/api-keys', { apiKey: maker.api_key, body });
    expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    const path = `/v1/api-keys/${(await create()).key_id}/rotate`;
    const rotated = await callApi('POST', path, { apiKey: maker.api_key, body: { overlap_seconds: 0 } });
    expect(rotated.status).toBe(403);
  });

  it('is shown once: a repeat hears its id', async () => {
    const headers = { 'idempotency-key': `once-${Date.now()}` };
    const body = { name: 'once', scopes: ['me:read'] };
    const first = await callApi('POST', '/v1/api-keys', { as: admin, body, headers });
    const repeat = await callApi('POST', '/v1/api-keys', { as: admin, body, headers });
    expect([repeat.status, repeat.body.code]).toEqual([409, 'already_shown']);
    expect(repeat.body.detail).toContain(first.body.key_id);
    expect(JSON.stringify(repeat.body)).not.toContain(first.body.api_key.split('.').at(-1));
    const other = await callApi('POST', '/v1/api-keys', { as: admin, body: { ...body, name: 'other' }, headers });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_mismatch']);
  });

  it('rotates with an overlap: both secrets work, then the new one alone', async () => {
    const key = await create();
    const rotate = (overlap_seconds: number) =>
      callApi('POST', `/v1/api-keys/${key.key_id}/rotate`, { as: admin, body: { overlap_seconds } });
    const { body: second } = await rotate(600);
    expect([await me(key.api_key), await me(second.api_key)]).toEqual([200, 200]);
    const { body: third } = await rotate(0);
    expect(third.api_key).not.toBe(second.api_key);
    expect(await me(third.api_key)).toBe(200);
    await secondsUntil('the old secret ends', REVOKED_WITHIN_SECONDS, 401, () => me(second.api_key));
    expect(await me(key.api_key)).toBe(401);
  });

  it('ends within the stated time once it is revoked, and says when it was last used', async () => {
    const key = await create();
    expect(await me(key.api_key)).toBe(200);
    const listed = async () => {
      const { body } = await callApi('GET', '/v1/api-keys?limit=200', { as: admin });
      expect(JSON.stringify(body)).not.toMatch(/secret_?hash|api_key"/i);
      return body.items.find(({ key_id }: { key_id: string }) => key_id === key.key_id);
    };
    expect(Date.parse((await listed()).last_used_at)).toBeGreaterThan(Date.parse(key.created_at) - 1000);
    for (const _ of ['revoked', 'again']) {
      expect((await callApi('DELETE', `/v1/api-keys/${key.key_id}`, { as: admin })).status).toBe(204);
    }
    const seconds = await secondsUntil('the key ends', REVOKED_WITHIN_SECONDS, 401, () => me(key.api_key));
    expect(seconds).toBeLessThanOrEqual(REVOKED_WITHIN_SECONDS + SLACK_SECONDS);
    expect(await listed()).toMatchObject({ status: 'revoked', prefix: key.api_key.slice(0, key.prefix.length) });
  });
});

describe('a member', () => {
  it('has the roles of their row, and is let in no longer once removed', async () => {
    const path = `/v1/members/${editor.subject}`;
    const roles = async () => (await callApi('GET', '/v1/me', { as: editor })).body.roles;
    expect(await roles()).toEqual(['editor']);
    expect((await callApi('PUT', path, { as: admin, body: { roles: ['viewer'] } })).status).toBe(200);
    await eventually('the row counts', async () => (await roles())?.[0] === 'viewer', 20);
    expect((await callApi('DELETE', path, { as: admin })).status).toBe(204);
    await secondsUntil('they are let in no longer', REVOKED_WITHIN_SECONDS, 401, async () => {
      return (await callApi('GET', '/v1/me', { as: editor })).status;
    });
  });
});

describe('a tenant', () => {
  it('says what it allows, and a change needs the tag it was read with', async () => {
    const read = await callApi('GET', '/v1/tenant', { as: admin });
    const headers = { 'if-match': read.headers.get('etag') ?? '' };
    const body = { policy: { max_file_bytes: 1_000_000, soft: { encrypted: 'reject' } } };
    const changed = await callApi('PATCH', '/v1/tenant', { as: admin, body, headers });
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    expect(changed.body.policy).toMatchObject({
      max_file_bytes: 1_000_000,
      soft: { encrypted: 'reject', empty: 'publish' },
    });
    const late = await callApi('PATCH', '/v1/tenant', { as: admin, body, headers });
    expect([late.status, late.body.code]).toEqual([412, 'precondition_failed']);
    const unknown = await callApi('PATCH', '/v1/tenant', { as: admin, body: { status: 'active' } });
    expect(unknown.status).toBe(400);
  });

  it('that is suspended is refused within the stated time, its keys too', async () => {
    const suspended: Person = { role: 'admin', tenant: 'keys-suspended' };
    const created = await callApi('POST', '/v1/tenants', {
      as: operator,
      body: { tenant_id: 'keys-suspended', name: 'Suspended' },
    });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    const body = { name: 'x', scopes: ['me:read'] };
    const { api_key } = (await callApi('POST', '/v1/api-keys', { as: suspended, body })).body;
    const change = { as: operator, body: { status: 'suspended' } };
    expect((await callApi('PATCH', '/v1/tenants/keys-suspended', change)).status).toBe(200);
    await secondsUntil('the tenant is refused', SUSPENDED_WITHIN_SECONDS, 403, async () => me(api_key));
    await eventually(
      'its people are refused',
      async () => {
        const { body: problem } = await callApi('GET', '/v1/me', { as: suspended });
        return problem.code === 'tenant_suspended';
      },
      65,
    );
  });
});
