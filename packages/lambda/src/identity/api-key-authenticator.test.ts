import {
  type ApiKey,
  createCreateApiKey,
  createRevokeApiKey,
  createRotateApiKey,
  type Member,
  randomSecrets,
} from '@sluice/core/access';
import { fixedClock, sequentialIds } from '@sluice/core/runtime';
import { inMemoryKeyUses, inMemoryRecordStore } from '@sluice/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createApiKeyAuthenticator, KEY_KEPT_MS } from './api-key-authenticator.ts';

const admin: Member = { kind: 'member', userId: 'ada', tenantId: 'acme', roles: ['admin'], scopes: 'all' };
const actor = { member: admin, correlationId: 'c' };

async function setUp() {
  const clock = fixedClock();
  const keys = inMemoryRecordStore<ApiKey>();
  const uses = inMemoryKeyUses();
  const deps = { keys, clock, secrets: randomSecrets };
  const keyId = sequentialIds(clock)();
  const { apiKey } = await createCreateApiKey(deps)(actor, keyId, {
    name: 'import',
    role: 'editor',
    scopes: ['files:read'],
    expiresInDays: 1,
  });
  const asked: string[] = [];
  const lost: unknown[] = [];
  const notes = { failing: false, count: 0 };
  const authenticate = createApiKeyAuthenticator({
    findKey: async (tenantId, id) => {
      asked.push(id);
      return (await keys.load({ tenantId, id }))?.record;
    },
    uses: {
      ...uses,
      note: async (...args) => {
        notes.count += 1;
        if (notes.failing) throw new Error('no table');
        await uses.note(...args);
      },
    },
    clock,
    onUseLost: (error) => lost.push(error),
  });
  return {
    clock,
    keyId,
    apiKey,
    asked,
    lost,
    notes,
    uses,
    authenticate,
    bearer: (key = apiKey) => authenticate({ authorization: `Bearer ${key}` }),
    rotate: async (overlap: number) => (await createRotateApiKey(deps)(actor, keyId, `r${overlap}`, overlap)).apiKey,
    revoke: () => createRevokeApiKey(deps)(actor, keyId),
  };
}
let kit: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
  kit = await setUp();
});

const refused = (reason: string) => ({ kind: 'refused', reason });

describe('an API key', () => {
  it('is taken as a bearer token and as x-api-key', async () => {
    const principal = {
      kind: 'member',
      userId: `key:${kit.keyId}`,
      tenantId: 'acme',
      roles: ['editor'],
      scopes: ['files:read'],
    };
    expect(await kit.bearer()).toEqual({ kind: 'authenticated', principal });
    expect(await kit.authenticate({ authorization: `bearer ${kit.apiKey}` })).toMatchObject({ kind: 'authenticated' });
    expect(await kit.authenticate({ 'x-api-key': kit.apiKey })).toEqual({ kind: 'authenticated', principal });
  });

  it('is not what other credentials are', async () => {
    for (const credentials of [{}, { authorization: 'Bearer a.b.c' }, { authorization: 'Basic YTpi' }, { cookie: 'x' }])
      expect(await kit.authenticate(credentials)).toBeUndefined();
    expect(await kit.authenticate({ authorization: 'Bearer a.b.c', 'x-api-key': 'of another system' })).toBeUndefined();
  });

  it('comes alone: who sends two credentials is two people', async () => {
    const both = { authorization: 'Bearer a.b.c', 'x-api-key': kit.apiKey };
    expect(await kit.authenticate(both)).toEqual(refused('two credentials at once'));
    const twice = { authorization: `Bearer ${kit.apiKey}`, 'x-api-key': kit.apiKey };
    expect(await kit.authenticate(twice)).toEqual(refused('two credentials at once'));
  });

  it('with the secret of another is refused', async () => {
    const forged = `${kit.apiKey.slice(0, -43)}${randomSecrets()}`;
    expect(await kit.bearer(forged)).toEqual(refused('wrong secret'));
  });

  it('of an id or a tenant that is not its own is refused', async () => {
    const [tenant = '', id = '', secret = ''] = kit.apiKey.split('.');
    expect(await kit.bearer(`slk_globex.${id}.${secret}`)).toEqual(refused('unknown key'));
    expect(await kit.bearer(`${tenant}.019b76da-a800-7000-8000-0000000000ff.${secret}`)).toEqual(
      refused('unknown key'),
    );
  });

  it('that expired is refused', async () => {
    kit.clock.advance(86_400_000);
    expect(await kit.bearer()).toEqual(refused('expired key'));
  });

  const garbled = ['slk_', 'slk_a.b.c', 'slk_acme..', `slk_${'a'.repeat(9000)}`, 'slk_acme#.x.y', 'slk_🔑'];
  it.each(garbled)('that is garbled, as %j, is refused, and nobody is asked', async (key) => {
    expect(await kit.bearer(key)).toEqual(refused('garbled key'));
    expect(await kit.authenticate({ 'x-api-key': key })).toEqual(refused('garbled key'));
    expect(kit.asked).toEqual([]);
  });

  it('that is none of ours is refused where there is nothing else', async () => {
    expect(await kit.authenticate({ 'x-api-key': 'of another system' })).toEqual(refused('garbled key'));
    expect(await kit.authenticate({ 'x-api-key': '' })).toEqual(refused('garbled key'));
  });

  it('changed in any one letter is refused', async () => {
    for (const at of [...kit.apiKey].keys()) {
      const letter = kit.apiKey[at] === 'a' ? 'b' : 'a';
      const forged = `${kit.apiKey.slice(0, at)}${letter}${kit.apiKey.slice(at + 1)}`;
      expect((await kit.bearer(forged))?.kind, forged).not.toBe('authenticated');
    }
  });
});

describe('a rotated key', () => {
  it('is taken with its new secret at once, and with the old one until the overlap is over', async () => {
    await kit.bearer();
    const renewed = await kit.rotate(30);
    expect(await kit.bearer(renewed)).toMatchObject({ kind: 'authenticated' });
    expect(await kit.bearer()).toMatchObject({ kind: 'authenticated' });
    kit.clock.advance(30_000);
    expect(await kit.bearer(renewed)).toMatchObject({ kind: 'authenticated' });
    expect(await kit.bearer()).toEqual(refused('wrong secret'));
  });

  it('without an overlap is taken with its old secret for 15 seconds at most', async () => {
    await kit.bearer();
    await kit.rotate(0);
    kit.clock.advance(KEY_KEPT_MS);
    expect(await kit.bearer()).toEqual(refused('wrong secret'));
  });
});

describe('a revoked key', () => {
  it('is refused within 15 seconds, by whoever took it before', async () => {
    await kit.bearer();
    await kit.revoke();
    kit.clock.advance(KEY_KEPT_MS - 1);
    expect(await kit.bearer()).toMatchObject({ kind: 'authenticated' });
    kit.clock.advance(1);
    expect(await kit.bearer()).toEqual(refused('revoked key'));
    expect(KEY_KEPT_MS).toBe(15_000);
  });

  it('is refused at once by who did not know it', async () => {
    await kit.revoke();
    expect(await kit.bearer()).toEqual(refused('revoked key'));
  });
});

describe('the table of keys', () => {
  it('is asked once in 15 seconds for a key, one that is not there too', async () => {
    const unknown = kit.apiKey.replace(kit.keyId, '019b76da-a800-7000-8000-0000000000ff');
    for (const key of [kit.apiKey, kit.apiKey, unknown, unknown]) await kit.bearer(key);
    expect(kit.asked).toHaveLength(2);
    kit.clock.advance(KEY_KEPT_MS);
    await kit.bearer();
    expect(kit.asked).toHaveLength(3);
  });
});

describe('a wrong secret', () => {
  it('makes the table be asked again once a second at most', async () => {
    const forged = `${kit.apiKey.slice(0, -43)}${randomSecrets()}`;
    await kit.bearer();
    for (const _ of 'many') await kit.bearer(forged);
    expect(kit.asked).toHaveLength(2);
    kit.clock.advance(1000);
    for (const _ of 'more') await kit.bearer(forged);
    expect(kit.asked).toHaveLength(3);
  });
});

describe('the last use of a key', () => {
  it('is noted, at most once a minute', async () => {
    await kit.bearer();
    kit.clock.advance(59_999);
    await kit.bearer();
    expect(kit.notes.count).toBe(1);
    kit.clock.advance(1);
    await kit.bearer();
    expect(kit.notes.count).toBe(2);
    const uses = await kit.uses.lastUses('acme', [kit.keyId]);
    expect(uses.get(kit.keyId)).toBe('2026-01-01T00:01:00.000Z');
  });

  it('is not that of who was refused', async () => {
    await kit.bearer(`${kit.apiKey.slice(0, -43)}${randomSecrets()}`);
    expect(kit.notes.count).toBe(0);
  });

  it('that cannot be noted fails no request, and is told of', async () => {
    kit.notes.failing = true;
    expect(await kit.bearer()).toMatchObject({ kind: 'authenticated' });
    expect(kit.lost).toEqual([new Error('no table')]);
  });
});
