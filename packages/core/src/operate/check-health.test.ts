import { describe, expect, it } from 'vitest';
import { checkHealth } from './check-health.ts';

const up = async () => {};
const down = async () => {
  throw new Error('no answer');
};

describe('the health of the whole', () => {
  it('is good when everything answers', async () => {
    expect(await checkHealth({ upload: [up, up], notify: [up], publish: [] })).toEqual({
      status: 'healthy',
      services: { upload: 'healthy', notify: 'healthy', publish: 'healthy' },
    });
  });

  it('is bad when one thing that every file needs does not answer', async () => {
    expect(await checkHealth({ upload: [up, down], notify: [up] })).toEqual({
      status: 'unhealthy',
      services: { upload: 'unhealthy', notify: 'healthy' },
    });
  });

  it('is degraded when files still reach their end', async () => {
    expect(await checkHealth({ upload: [up], notify: [down] })).toEqual({
      status: 'degraded',
      services: { upload: 'healthy', notify: 'unhealthy' },
    });
  });

  it.each(['upload', 'inspect', 'process', 'publish', 'catalog', 'access'] as const)('needs %s', async (service) => {
    expect((await checkHealth({ [service]: [down] })).status).toBe('unhealthy');
  });

  it('asks everything at the same time', async () => {
    const asked: string[] = [];
    let answer = () => {};
    const all = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const probe = (name: string) => async () => {
      asked.push(name);
      if (asked.length === 3) {
        answer();
      }
      await all;
    };
    await checkHealth({ upload: [probe('a'), probe('b')], catalog: [probe('c')] });
    expect(asked).toEqual(['a', 'b', 'c']);
  });
});
