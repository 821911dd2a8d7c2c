import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_ROUTES, ROLES, SCOPES } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { withAccessTable } from './access-table.ts';

const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'access.md'), 'utf8');

describe('the page of who may what', () => {
  it('is committed as the route table says now', () => {
    expect(page).toBe(withAccessTable(page));
  });

  it('has a line for each route', () => {
    const written = withAccessTable(page);
    for (const { method, path } of ALL_ROUTES) expect(written).toContain(`\`${method} ${path}\``);
  });

  it('explains every role and every scope', () => {
    const [explained = ''] = page.split('<!-- who may');
    for (const name of [...ROLES, 'operator', ...SCOPES]) expect(explained).toContain(`\`${name}\``);
  });

  it('loses nothing that a person wrote', () => {
    const written = withAccessTable(
      `before\n<!-- who may: written from the route table -->old<!-- end of who may -->\nafter`,
    );
    expect(written).toMatch(/^before\n[\s\S]*\nafter$/);
    expect(written).not.toContain('old');
    expect(() => withAccessTable('no place')).toThrow(TypeError);
  });
});
