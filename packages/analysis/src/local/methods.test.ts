import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METHODS } from './methods.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const libraries = Object.values(METHODS).filter((method) => !method.startsWith('sluice-'));

describe('the methods of findings', () => {
  it.each(libraries)('%s is what the package depends on', (method) => {
    const at = method.lastIndexOf('@');
    expect(manifest.dependencies[method.slice(0, at)]).toBe(method.slice(at + 1));
  });
});
