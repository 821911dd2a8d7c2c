import { describe, expect, it } from 'vitest';
import { emailOf, identityOf, LOCAL_IDENTITIES } from './local-identity.ts';

describe('who can sign in', () => {
  it('is known by an address that says role and tenant', () => {
    expect(identityOf('reviewer@globex.test')).toMatchObject({ role: 'reviewer', tenant: 'globex' });
  });

  it('may be of any tenant, so that a test can have one of its own', () => {
    expect(identityOf(emailOf('editor', 'tenant-7'))).toMatchObject({ role: 'editor', tenant: 'tenant-7' });
  });

  it('has one subject for ever: it is in examples and in kept records', () => {
    expect(identityOf('editor@acme.test')?.subject).toBe('ff04fe3c-877d-8c6d-a7ca-97e733b19bd2');
  });

  it('of the platform has no tenant, whatever is asked for', () => {
    expect(identityOf(emailOf('operator', 'acme'))).toEqual(expect.not.objectContaining({ tenant: expect.anything() }));
  });

  it.each(['root@acme.test', 'operator@acme.test', 'editor@acme.example', 'editor@Acme.test', 'editor@.test', ''])(
    'is nobody with the address "%s"',
    (email) => {
      expect(identityOf(email)).toBeUndefined();
    },
  );

  it('includes each role in two tenants, and one operator', () => {
    expect(LOCAL_IDENTITIES.map((identity) => identity.email)).toEqual([
      'viewer@acme.test',
      'editor@acme.test',
      'reviewer@acme.test',
      'admin@acme.test',
      'viewer@globex.test',
      'editor@globex.test',
      'reviewer@globex.test',
      'admin@globex.test',
      'operator@sluice.test',
    ]);
  });
});
