import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_ROUTES } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const matrix = readFileSync(join(root, 'tests/e2e/tenant-matrix.test.ts'), 'utf8');
const own = ALL_ROUTES.filter(({ auth }) => auth.kind === 'member' && auth.own);

/** The kind a route's row in the matrix has. */
const kindOf = (operationId: string) =>
  new RegExp(`^  ${operationId}: \\{\\s*kind: '([^']+)'`, 'm').exec(matrix)?.[1] ?? 'none';

describe('what somebody made', () => {
  it('is proved, for each route that says it is theirs alone, with what another editor is answered', () => {
    expect(own.length).toBeGreaterThan(5);
    for (const { operationId, path } of own) {
      const kind = path.includes('{') ? /^own / : /collection$/;
      expect(kindOf(operationId), operationId).toMatch(kind);
    }
  });

  it('is judged by one function: nobody else compares owners', () => {
    const folder = join(root, 'packages/core/src');
    const judges = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .filter((name) => /seesAll (?:\|\||&&)|!\w+\.seesAll/.test(readFileSync(join(folder, name), 'utf8')));
    expect(judges).toEqual([join('access', 'principal.ts')]);
  });
});
