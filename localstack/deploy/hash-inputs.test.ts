import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashInputs } from './hash-inputs.ts';

let root: string;
const write = (path: string, content: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};
const hash = (options: unknown = {}): string => hashInputs(root, options);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sluice-hash-'));
  write('functions/upload/api.handler.ts', 'one');
  write('package-lock.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('hashInputs', () => {
  it.each([
    ['a changed file', () => write('functions/upload/api.handler.ts', 'two')],
    ['a new file', () => write('infra/stacks/upload.ts', '')],
    ['a removed file', () => rmSync(join(root, 'package-lock.json'))],
    [
      'content that moved to another file',
      () => {
        write('functions/upload/api.handler.ts', '');
        write('functions/upload/b.ts', 'one');
      },
    ],
  ])('changes with %s', (_, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  it('changes with the options', () => {
    expect(hash({ target: 'embedded' })).not.toBe(hash({ target: 'localstack' }));
  });

  it.each([
    ['a test', 'functions/upload/api.handler.test.ts'],
    ['an installed package', 'packages/core/node_modules/x/index.js'],
    ['something outside of the inputs', 'docs/decisions/0001.md'],
    ['a hidden file', 'functions/.api.handler.ts.swp'],
  ])('does not change with %s', (_, path) => {
    const before = hash();
    write(path, 'new');
    expect(hash()).toBe(before);
  });

  it('does not change when a file is written again as it was', () => {
    const before = hash();
    write('functions/upload/api.handler.ts', 'one');
    expect(hash()).toBe(before);
  });
});
