import { ROLES, SCOPES } from '@sluice/contracts';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { inMemoryRecordStore } from '../history/index.ts';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import { type ApiKey, memberOfKey } from './api-key.ts';
import { parseApiKey, randomSecrets } from './api-key-secret.ts';
import { judgeApiKey } from './judge-api-key.ts';
import {
  type ApiKeyRequest,
  createCreateApiKey,
  createListApiKeys,
  createRevokeApiKey,
  createRotateApiKey,
  type KeyActor,
} from './manage-api-keys.ts';
import type { Member } from './principal.ts';

const admin: Member = { kind: 'member', userId: 'ada', tenantId: 'acme', roles: ['admin'], scopes: 'all' };
const by = (member: Member): KeyActor => ({ member, correlationId: 'c' });
const request: ApiKeyRequest = { name: 'import', role: 'editor', scopes: ['uploads:write', 'files:read'] };

function setUp() {
  const clock = fixedClock();
  const deps = { keys: inMemoryRecordStore<ApiKey>(), clock, secrets: randomSecrets };
  const ids = sequentialIds(clock);
  const load = async (id: string) => (await deps.keys.load({ tenantId: 'acme', id }))?.record;
  return {
    clock,
    ids,
    load,
    create: createCreateApiKey(deps),
    rotate: createRotateApiKey(deps),
    revoke: createRevokeApiKey(deps),
    list: createListApiKeys(deps),
    factsOf: async (id: string) => (await deps.keys.facts({ tenantId: 'acme', id }, { limit: 10 })).items,
    opens: async (apiKey: string) => {
      const presented = parseApiKey(apiKey);
      if (presented === undefined) throw new TypeError(`${apiKey} is no key`);
      return judgeApiKey(await load(presented.keyId), presented.secret, clock());
    },
  };
}

let kit: ReturnType<typeof setUp>;
let keyId: string;
beforeEach(() => {
  kit = setUp();
  keyId = kit.ids();
});

describe('a new key', () => {
  it('opens what it is for, and is kept without its secret', async () => {
    const { key, apiKey } = await kit.create(by(admin), keyId, request);
    expect(await kit.opens(apiKey)).toBe('good');
    expect(JSON.stringify(await kit.load(keyId))).not.toContain(parseApiKey(apiKey)?.secret);
    expect(memberOfKey(key)).toEqual({
      kind: 'member',
      userId: `key:${keyId}`,
      tenantId: 'acme',
      roles: ['editor'],
      scopes: ['uploads:write', 'files:read'],
    });
  });

  it('is told of without its secret or its hash', async () => {
    const { key, apiKey } = await kit.create(by(admin), keyId, request);
    const facts = await kit.factsOf(keyId);
    expect(facts.map(({ fact, userId }) => [fact.type, userId])).toEqual([['key.created', 'ada']]);
    expect(JSON.stringify(facts)).not.toContain(parseApiKey(apiKey)?.secret);
    expect(JSON.stringify(facts)).not.toContain(key.secretHash);
  });

  it('expires when it was asked to', async () => {
    const { key, apiKey } = await kit.create(by(admin), keyId, { ...request, expiresInDays: 1 });
    expect(key.expiresAt).toBe('2026-01-02T00:00:00.000Z');
    kit.clock.advance(86_400_000);
    expect(await kit.opens(apiKey)).toBe('expired key');
  });

  it('is shown once: a repeat hears its id and changes nothing', async () => {
    const { apiKey } = await kit.create(by(admin), keyId, request);
    await expect(kit.create(by(admin), keyId, request)).rejects.toMatchObject({
      code: 'already_shown',
      message: expect.stringContaining(keyId),
    });
    expect(await kit.opens(apiKey)).toBe('good');
    expect(await kit.factsOf(keyId)).toHaveLength(1);
  });

  it('is shown to one of two who ask at once', async () => {
    const asked = await Promise.allSettled([1, 2].map(() => kit.create(by(admin), keyId, request)));
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is never stronger than who makes it', async () => {
    const scopes = fc.subarray([...SCOPES], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ROLES),
        fc.oneof(fc.constant('all' as const), scopes),
        fc.constantFrom(...ROLES),
        scopes,
        async (ownRole, ownScopes, role, wanted) => {
          const fresh = setUp();
          const maker = by({ ...admin, roles: [ownRole], scopes: ownScopes });
          const made = await fresh.create(maker, keyId, { name: 'x', role, scopes: wanted }).catch((error) => error);
          const within =
            ROLES.indexOf(role) <= ROLES.indexOf(ownRole) &&
            (ownScopes === 'all' || wanted.every((scope) => ownScopes.includes(scope)));
          expect('apiKey' in made).toBe(within);
          if (!within) expect(made.code).toBe('forbidden');
        },
      ),
    );
  });
});

describe('a rotation', () => {
  it('gives a new secret, and lets the old one work until the overlap is over', async () => {
    const { apiKey: old } = await kit.create(by(admin), keyId, request);
    const { apiKey } = await kit.rotate(by(admin), keyId, 'r1', 60);
    expect([await kit.opens(old), await kit.opens(apiKey)]).toEqual(['good', 'good']);
    kit.clock.advance(60_000);
    expect([await kit.opens(old), await kit.opens(apiKey)]).toEqual(['wrong secret', 'good']);
  });

  it('without an overlap ends the old secret at once', async () => {
    const { apiKey: old } = await kit.create(by(admin), keyId, request);
    await kit.rotate(by(admin), keyId, 'r1', 60);
    await kit.rotate(by(admin), keyId, 'r2', 0);
    expect(await kit.opens(old)).toBe('wrong secret');
  });

  it('is shown once', async () => {
    await kit.create(by(admin), keyId, request);
    const { apiKey } = await kit.rotate(by(admin), keyId, 'r1', 0);
    await expect(kit.rotate(by(admin), keyId, 'r1', 0)).rejects.toMatchObject({ code: 'already_shown' });
    expect(await kit.opens(apiKey)).toBe('good');
  });

  it('is for nobody who is weaker than the key: its secret would make them stronger', async () => {
    await kit.create(by(admin), keyId, { ...request, role: 'admin', scopes: ['keys:write', 'files:read'] });
    const weaker = by({ ...admin, scopes: ['keys:write'] });
    await expect(kit.rotate(weaker, keyId, 'r1', 0)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('is none of a key that is revoked, expired or not there', async () => {
    await kit.create(by(admin), keyId, { ...request, expiresInDays: 1 });
    kit.clock.advance(86_400_000);
    await expect(kit.rotate(by(admin), keyId, 'r1', 0)).rejects.toMatchObject({ code: 'state_conflict' });
    const other = kit.ids();
    await kit.create(by(admin), other, request);
    await kit.revoke(by(admin), other);
    await expect(kit.rotate(by(admin), other, 'r1', 0)).rejects.toMatchObject({ code: 'state_conflict' });
    await expect(kit.rotate(by(admin), kit.ids(), 'r1', 0)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a revoked key', () => {
  it('opens nothing, with its old secret neither, and is told of once', async () => {
    const { apiKey: old } = await kit.create(by(admin), keyId, request);
    const { apiKey } = await kit.rotate(by(admin), keyId, 'r1', 60);
    await kit.revoke(by(admin), keyId);
    await kit.revoke(by({ ...admin, userId: 'eve' }), keyId);
    expect([await kit.opens(old), await kit.opens(apiKey)]).toEqual(['revoked key', 'revoked key']);
    expect(await kit.load(keyId)).toMatchObject({ revokedBy: 'ada' });
    expect((await kit.factsOf(keyId)).map(({ fact }) => fact.type)).toEqual(['key.created', 'key.revoked']);
  });

  it('is of one’s own tenant', async () => {
    await kit.create(by(admin), keyId, request);
    const foreign = by({ ...admin, tenantId: 'globex' });
    await expect(kit.revoke(foreign, keyId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(kit.rotate(foreign, keyId, 'r1', 0)).rejects.toMatchObject({ code: 'not_found' });
    expect((await kit.list('globex', { limit: 10 })).items).toEqual([]);
    expect((await kit.list('acme', { limit: 10 })).items).toHaveLength(1);
  });
});
