import type { Member } from '@sluice/core/access';
import { describe, expect, it } from 'vitest';
import { callerOf } from './caller.ts';

const person: Member = { kind: 'member', userId: 'user-1', tenantId: 'acme', roles: ['editor'], scopes: 'all' };

describe('the caller of an upload', () => {
  it('is who the credentials say, of their tenant', () => {
    expect(callerOf(person, 'request-1')).toMatchObject({
      tenantId: 'acme',
      userId: 'user-1',
      correlationId: 'request-1',
      seesAll: false,
    });
    expect(callerOf({ ...person, roles: ['admin'] }, 'request-1')).toMatchObject({ seesAll: true });
  });

  it.each<[Member['scopes'], boolean]>([
    ['all', true],
    [['uploads:write', 'files:read'], true],
    [['uploads:write'], false],
    [[], false],
  ])('with the scopes %j reads files: %s', (scopes, readsFiles) => {
    expect(callerOf({ ...person, scopes }, 'request-1')).toMatchObject({ readsFiles });
  });
});
