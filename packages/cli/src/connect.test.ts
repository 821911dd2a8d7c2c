import { startFakeService } from '@sluice/client/testing';
import { describe, expect, it } from 'vitest';
import { createApiUrlOf, createConnect, type Logins } from './connect.ts';
import type { Login } from './login/credential-store.ts';
import { createTestCloud } from './testing.ts';

const login: Login = { issuer: 'i', client_id: 'c', token_endpoint: 't', access_token: 'good', expires_at: 0 };

/** Somebody who has signed in for these APIs. */
const signedInFor = (...apiUrls: readonly string[]): Logins & { readonly used: string[] } => {
  const used: string[] = [];
  return {
    used,
    store: { read: async (apiUrl) => (apiUrls.includes(apiUrl) ? login : undefined) },
    tokenFor: (apiUrl) => async () => {
      used.push(apiUrl);
      return 'good';
    },
  };
};

describe('createConnect', () => {
  it('asks the local cloud where its API is and who issues its tokens', async () => {
    const service = await startFakeService();
    const { cloud, asked } = createTestCloud(service.baseUrl);
    const client = await createConnect(cloud, {}, signedInFor())({});
    expect(await client.listFiles()).toEqual({ items: [] });
    expect(asked).toEqual(['status', 'token']);
    await service.stop();
  });

  it('takes what it is given, options before the environment', async () => {
    const service = await startFakeService();
    const { cloud, asked } = createTestCloud(null);
    const logins = signedInFor(service.baseUrl);
    const connect = createConnect(cloud, { SLUICE_API_URL: 'http://elsewhere', SLUICE_TOKEN: 'good' }, logins);
    expect(await (await connect({ apiUrl: service.baseUrl })).listFiles()).toEqual({ items: [] });
    expect([asked, logins.used]).toEqual([[], []]);
    await service.stop();
  });

  it('takes the token of who has signed in, where none is given', async () => {
    const service = await startFakeService();
    const logins = signedInFor(service.baseUrl);
    const connect = createConnect(createTestCloud(null).cloud, { SLUICE_API_URL: service.baseUrl }, logins);
    expect(await (await connect({})).listFiles()).toEqual({ items: [] });
    expect(logins.used).toEqual([service.baseUrl]);
    await service.stop();
  });

  it('takes it at the local cloud too, unless it is asked to be somebody', async () => {
    const service = await startFakeService();
    const { cloud, asked } = createTestCloud(service.baseUrl);
    const logins = signedInFor(service.baseUrl);
    const connect = createConnect(cloud, {}, logins);
    await (await connect({})).listFiles();
    expect(asked).toEqual(['status']);
    await (await connect({ role: 'viewer' })).listFiles();
    expect(asked).toEqual(['status', 'status', 'token']);
    expect(logins.used).toHaveLength(1);
    await service.stop();
  });

  it('takes an API key as it takes a token', async () => {
    const service = await startFakeService();
    const { cloud } = createTestCloud(null);
    const env = { SLUICE_API_URL: service.baseUrl, SLUICE_API_KEY: 'good' };
    expect(await (await createConnect(cloud, env, signedInFor())({})).listFiles()).toEqual({ items: [] });
    const given = { apiUrl: service.baseUrl, apiKey: 'good' };
    const connect = createConnect(cloud, { SLUICE_TOKEN: 'of somebody else' }, signedInFor());
    expect(await (await connect(given)).listFiles()).toEqual({ items: [] });
    await service.stop();
  });

  it.each([
    ['it is given two', { apiUrl: 'http://a', token: 't', apiKey: 'k' }, 2],
    ['nothing runs', {}, 3],
    ['nobody has signed in at an API', { apiUrl: 'http://a' }, 2],
    ['the address is none', { apiUrl: 'a b', token: 't' }, 2],
  ])('says what to do when %s', async (_what, options, exitCode) => {
    const connecting = createConnect(createTestCloud(null).cloud, {}, signedInFor())(options);
    await expect(connecting).rejects.toMatchObject({ name: 'CommandError', exitCode });
  });
});

describe('createApiUrlOf', () => {
  it('answers the API that is named, options first, else the local one', async () => {
    const { cloud } = createTestCloud('http://local');
    const apiUrlOf = createApiUrlOf(cloud, { SLUICE_API_URL: 'http://env' });
    expect([await apiUrlOf({ apiUrl: 'http://option' }), await apiUrlOf({})]).toEqual(['http://option', 'http://env']);
    expect(await createApiUrlOf(cloud, {})({})).toBe('http://local');
    await expect(createApiUrlOf(createTestCloud(null).cloud, {})({})).rejects.toMatchObject({ exitCode: 3 });
  });
});
