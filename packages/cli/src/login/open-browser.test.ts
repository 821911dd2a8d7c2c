import { describe, expect, it, vi } from 'vitest';
import { openBrowser } from './open-browser.ts';

describe('opening a browser', () => {
  it('is left to the person where there is no program for it', async () => {
    vi.stubEnv('PATH', '/nowhere');

    expect(await openBrowser('https://login.example.com', 'linux')).toBe(false);
    expect(await openBrowser('https://login.example.com', 'aix')).toBe(false);
    vi.unstubAllEnvs();
  });
});
