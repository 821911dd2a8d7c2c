import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

describe('runbooks', () => {
  it('are there for every alarm that names one', async () => {
    const named = new Set<string>();
    for await (const path of glob('infra/**/*.ts')) {
      for (const [, name = ''] of (await readFile(path, 'utf8')).matchAll(/runbook: '([a-z-]+)'/g)) named.add(name);
    }
    expect(named.size).toBeGreaterThan(5);
    expect([...named].filter((name) => !existsSync(`docs/runbooks/${name}.md`))).toEqual([]);
  });
});
