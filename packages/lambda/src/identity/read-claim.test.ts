import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClaim } from './read-claim.ts';

const keycloak = { resource_access: { sluice: { roles: ['editor'] }, 'other.app': { roles: ['admin'] } } };

describe('a claim', () => {
  const found: readonly [string, unknown, string, unknown][] = [
    ['by its name', { tenant_id: 'acme' }, 'tenant_id', 'acme'],
    [
      'by a name that is a URL',
      { 'https://sluice.example.com/tenant': 'acme' },
      'https://sluice.example.com/tenant',
      'acme',
    ],
    ['with a colon in its name', { 'custom:tenant': 'acme' }, 'custom:tenant', 'acme'],
    ['at a path', keycloak, 'resource_access.sluice.roles', ['editor']],
    ['at a path through a name with dots', keycloak, 'resource_access.other.app.roles', ['admin']],
    [
      'at a path below a URL',
      { 'https://a.example.com/x': { tenant: 'acme' } },
      'https://a.example.com/x.tenant',
      'acme',
    ],
    ['whole before as a path', { 'a.b': 'whole', a: { b: 'path' } }, 'a.b', 'whole'],
    ['that is null, which is not the same as none', { a: null }, 'a', null],
  ];

  it.each(found)('is found %s', (_, claims, path, expected) => {
    expect(readClaim(claims, path)).toEqual(expected);
  });

  const missing: readonly [string, unknown, string][] = [
    ['that is not there', { tenant_id: 'acme' }, 'tenant'],
    ['below a text', { a: 'text' }, 'a.length'],
    ['below a list', { a: ['x'] }, 'a.0'],
    ['below nothing', { a: null }, 'a.b'],
    ['of every object', {}, 'constructor'],
    ['of every object, at a path', { a: {} }, 'a.__proto__'],
    ['of nothing at all', undefined, 'a'],
  ];

  it.each(missing)('is none %s', (_, claims, path) => {
    expect(readClaim(claims, path)).toBeUndefined();
  });

  it('is found at any path somebody has put it', () => {
    const names = fc.array(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(names, fc.string(), (path, value) => {
        const claims = path.reduceRight<unknown>((inner, name) => Object.fromEntries([[name, inner]]), value);
        expect(readClaim(claims, path.join('.'))).toBe(value);
      }),
    );
  });
});
