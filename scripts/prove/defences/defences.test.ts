import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFENCES } from './defences.ts';
import { withDefences } from './write-page.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const page = readFileSync(join(root, 'docs', 'architecture', 'defences.md'), 'utf8');

describe('the list of defences', () => {
  it.each(DEFENCES)('knows where the one against $against is', ({ file, take, test }) => {
    expect(readFileSync(join(root, file), 'utf8').split(take)).toHaveLength(2);
    expect(existsSync(join(root, test))).toBe(true);
  });

  it('is on its page as it is here', () => {
    expect(page).toBe(withDefences(page, DEFENCES));
  });
});
