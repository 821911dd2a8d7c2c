import { ALL_ROUTES, type MemberAuth, ROLES, type Scope } from '@sluice/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from './authorize.ts';
import type { Member, Operator, UploadToken } from './principal.ts';

const SCOPES: readonly Scope[] = ['uploads:write', 'files:read', 'files:write', 'me:read', 'reviews:write'];
const member: MemberAuth = { kind: 'member', role: 'editor', scope: 'uploads:write', own: false };
const operator: Operator = { kind: 'operator', userId: 'olga' };
const editor: Member = { kind: 'member', userId: 'ada', tenantId: 'acme', roles: ['editor'], scopes: 'all' };

const anyAuth = fc.record({
  kind: fc.constant('member' as const),
  role: fc.constantFrom(...ROLES),
  scope: fc.constantFrom(...SCOPES),
  own: fc.boolean(),
});
const anyPrincipal = fc.record({
  kind: fc.constant('member' as const),
  userId: fc.string({ minLength: 1 }),
  tenantId: fc.constantFrom('acme', 'globex'),
  roles: fc.subarray([...ROLES], { minLength: 1 }),
  scopes: fc.oneof(fc.constant('all' as const), fc.subarray([...SCOPES])),
});

describe('a public route', () => {
  it('is open to everyone and to nobody in particular', () => {
    expect(authorize({ kind: 'public' }, undefined)).toBe('allowed');
    expect(authorize({ kind: 'public' }, editor)).toBe('allowed');
  });
});

describe('a route for members', () => {
  it('is closed to who is not known', () => {
    expect(authorize(member, undefined)).toEqual({ denied: 'unauthenticated' });
  });

  it('is open to the role it names', () => {
    expect(authorize(member, editor)).toBe('allowed');
  });

  it('is closed to a weaker role', () => {
    expect(authorize(member, { ...editor, roles: ['viewer'] })).toEqual({ denied: 'forbidden' });
  });

  it('counts the strongest of several roles', () => {
    expect(authorize(member, { ...editor, roles: ['viewer', 'admin'] })).toBe('allowed');
  });

  it('is closed to a key without its scope, even an admin’s', () => {
    const key: Member = { ...editor, roles: ['admin'], scopes: ['files:read'] };

    expect(authorize(member, key)).toEqual({ denied: 'forbidden' });
    expect(authorize(member, { ...key, scopes: [] })).toEqual({ denied: 'forbidden' });
    expect(authorize(member, { ...key, scopes: ['uploads:write'] })).toBe('allowed');
  });

  it('is open exactly when a role is strong enough and the scope is there', () => {
    fc.assert(
      fc.property(anyAuth, anyPrincipal, (auth, principal) => {
        const strongest = Math.max(...principal.roles.map((role) => ROLES.indexOf(role)));
        const inScope = principal.scopes === 'all' || principal.scopes.includes(auth.scope);
        const open = strongest >= ROLES.indexOf(auth.role) && inScope;

        expect(authorize(auth, principal)).toEqual(open ? 'allowed' : { denied: 'forbidden' });
      }),
    );
  });

  it('never closes to who got one more role or scope', () => {
    fc.assert(
      fc.property(
        anyAuth,
        anyPrincipal,
        fc.constantFrom(...ROLES),
        fc.constantFrom(...SCOPES),
        (auth, less, role, scope) => {
          const scopes = less.scopes === 'all' ? less.scopes : [...less.scopes, scope];
          const more = { ...less, roles: [...less.roles, role], scopes };

          if (authorize(auth, less) === 'allowed') expect(authorize(auth, more)).toBe('allowed');
        },
      ),
    );
  });

  it('says nothing of the tenant, the user or whose the thing is: use cases look only inside the tenant', () => {
    fc.assert(
      fc.property(anyAuth, anyPrincipal, anyPrincipal, (auth, a, b) => {
        const other = { ...a, userId: b.userId, tenantId: b.tenantId };
        expect(authorize({ ...auth, own: !auth.own }, other)).toEqual(authorize(auth, a));
      }),
    );
  });

  it('is never open to an admin alone by accident: every role passes what a weaker one passes', () => {
    for (const { auth } of ALL_ROUTES.filter(({ auth: { kind } }) => kind === 'public' || kind === 'member')) {
      const opens = ROLES.map((role) => authorize(auth, { ...editor, roles: [role] }) === 'allowed');
      expect(opens).toEqual([...opens].sort());
      expect(opens.at(-1)).toBe(true);
    }
  });
});

describe('a route for who runs the platform', () => {
  const auth = { kind: 'operator' } as const;

  it('is open to an operator, and closed to who is not known', () => {
    expect(authorize(auth, operator)).toBe('allowed');
    expect(authorize(auth, undefined)).toEqual({ denied: 'unauthenticated' });
  });

  it('is closed to every member, whatever their roles and scopes', () => {
    fc.assert(
      fc.property(anyPrincipal, (principal) => {
        expect(authorize(auth, principal)).toEqual({ denied: 'forbidden' });
      }),
    );
  });
});

describe('an operator', () => {
  it('may do nothing that members may', () => {
    fc.assert(
      fc.property(anyAuth, (memberAuth) => {
        expect(authorize(memberAuth, operator)).toEqual({ denied: 'forbidden' });
      }),
    );
  });
});

describe('an upload token', () => {
  const page: UploadToken = { kind: 'upload_token', tenantId: 'acme', tokenId: 'token-1', userId: 'ada' };
  const single: UploadToken = { ...page, uploadId: 'upload-1' };
  const outOfScope = { denied: 'token_scope' };

  it('opens what is declared for it, and its one upload’s only what is for one', () => {
    for (const auth of [
      { ...member, uploadToken: 'page' },
      { kind: 'upload_token', reach: 'page' },
    ] as const) {
      expect(authorize(auth, page)).toBe('allowed');
      expect(authorize(auth, single)).toEqual(outOfScope);
    }
    for (const auth of [
      { ...member, uploadToken: 'upload' },
      { kind: 'upload_token', reach: 'upload' },
    ] as const) {
      expect(authorize(auth, page)).toBe('allowed');
      expect(authorize(auth, single)).toBe('allowed');
    }
  });

  it('opens no route that does not name it, whoever made it', () => {
    for (const { auth } of ALL_ROUTES) {
      const named =
        auth.kind === 'public' || auth.kind === 'upload_token' || (auth.kind === 'member' && auth.uploadToken);
      if (!named) expect(authorize(auth, page)).toEqual(outOfScope);
    }
  });

  it('opens routes of uploads only', () => {
    const services = ALL_ROUTES.filter(({ auth }) => auth.kind !== 'public' && authorize(auth, page) === 'allowed');
    expect(new Set(services.map(({ service }) => service))).toEqual(new Set(['upload']));
  });

  it('is all that opens a route with one in its path', () => {
    const inPath = { kind: 'upload_token', reach: 'upload' } as const;
    expect(authorize(inPath, { ...editor, roles: ['admin'] })).toEqual({ denied: 'unauthenticated' });
    expect(authorize(inPath, operator)).toEqual({ denied: 'unauthenticated' });
    expect(authorize(inPath, undefined)).toEqual({ denied: 'unauthenticated' });
  });
});
