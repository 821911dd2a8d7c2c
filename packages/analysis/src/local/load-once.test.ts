import { describe, expect, it, vi } from 'vitest';
import { loadOnce } from './load-once.ts';

describe('what is loaded once', () => {
  it('is loaded by the first who asks only', async () => {
    const load = vi.fn(async () => ({}));
    const get = loadOnce(load);
    expect(load).not.toHaveBeenCalled();
    expect(await get()).toBe(await get());
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is tried again after a failure', async () => {
    const load = vi.fn().mockRejectedValueOnce(new Error('no disk')).mockResolvedValue('model');
    const get = loadOnce(load);
    await expect(get()).rejects.toThrow('no disk');
    await expect(get()).resolves.toBe('model');
  });
});
