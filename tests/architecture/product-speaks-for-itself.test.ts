import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

/** Homes of people and machines, and hosts of package registries: neither is anyone else's. */
const FOREIGN = [/(^|[^A-Za-z.\w])\/(home|root|Users)\/[a-z]+\//, /https?:\/\/registry\.[a-z.]+/, /"resolved": "http/];

describe('the repository', () => {
  it('names no machine and no registry', async () => {
    const { stdout } = await run('git', ['ls-files', '-z'], { maxBuffer: 16 * 1024 ** 2 });
    const paths = stdout
      .split('\0')
      .filter((path) => path !== '' && !path.endsWith('product-speaks-for-itself.test.ts'));
    expect(paths.length).toBeGreaterThan(300);
    const found: string[] = [];
    for (const path of paths) {
      const text = await readFile(path, 'utf8').catch(() => '');
      for (const pattern of FOREIGN) if (pattern.test(text)) found.push(`${path}: ${pattern}`);
    }
    expect(found).toEqual([]);
  });
});
