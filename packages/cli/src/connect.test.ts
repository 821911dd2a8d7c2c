import { startFakeService } from '@sluice/client/testing';
import { describe, expect, it } from 'vitest';
import { createConnect } from './connect.ts';
import { createTestCloud } from './testing.ts';

describe('createConnect', () => {
  it('asks the local cloud where its API is and who issues its tokens', async () => {
    const service = await startFakeService();
    const { cloud, asked } = createTestCloud(service.baseUrl);
    const client = await createConnect(cloud, {})({});
    expect(await client.listFiles()).toEqual({ items: [] });
    expect(asked).toEqual(['status', 'token']);
    await service.stop();
  });

  it('takes what it is given, options before the environment', async () => {
    const service = await startFakeService();
    const { cloud, asked } = createTestCloud(null);
    const connect = createConnect(cloud, { SLUICE_API_URL: 'http://elsewhere', SLUICE_TOKEN: 'good' });
    expect(await (await connect({ apiUrl: service.baseUrl })).listFiles()).toEqual({ items: [] });
    expect(asked).toEqual([]);
    await service.stop();
  });

  it('takes an API key as it takes a token', async () => {
    const service = await startFakeService();
    const { cloud } = createTestCloud(null);
    const env = { SLUICE_API_URL: service.baseUrl, SLUICE_API_KEY: 'good' };
    expect(await (await createConnect(cloud, env)({})).listFiles()).toEqual({ items: [] });
    const given = { apiUrl: service.baseUrl, apiKey: 'good' };
    const connect = createConnect(cloud, { SLUICE_TOKEN: 'of somebody else' });
    expect(await (await connect(given)).listFiles()).toEqual({ items: [] });
    await service.stop();
  });

  it.each([
    ['it is given two', { apiUrl: 'http://a', token: 't', apiKey: 'k' }, 2],
    ['nothing runs', {}, 3],
    ['an API has no token', { apiUrl: 'http://a' }, 2],
    ['the address is none', { apiUrl: 'a b', token: 't' }, 2],
  ])('says what to do when %s', async (_what, options, exitCode) => {
    const connecting = createConnect(createTestCloud(null).cloud, {})(options);
    await expect(connecting).rejects.toMatchObject({ name: 'CommandError', exitCode });
  });
});
