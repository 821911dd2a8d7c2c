import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredFact } from '../history/index.ts';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { Tenant, Tenants } from './tenants.ts';

const ids = sequentialIds(fixedClock());

export const ACME: Tenant = {
  tenantId: 'acme',
  name: 'ACME “Ltd”',
  status: 'active',
  policy: { maxFileBytes: 7, limits: { maxPixels: 1 } },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

function changeOf(tenant: Tenant, expectedVersion = 0) {
  const fact: StoredFact = {
    sequence: expectedVersion + 1,
    messageId: ids(),
    occurredAt: '2026-01-01T00:00:00.000Z',
    correlationId: 'c',
    userId: 'olga',
    priority: 5,
    fact: {
      type: 'tenant.updated',
      payload: { schema_version: 1, tenant_id: tenant.tenantId, status: tenant.status, changed: ['name'] },
    },
  };
  return { tenant, expectedVersion, fact };
}

/** What every Tenants does. `make` answers one without tenants. */
export function tenantsContract(make: () => Promise<Tenants>): void {
  let tenants: Tenants;
  beforeEach(async () => {
    tenants = await make();
  });

  describe('a tenant', () => {
    it('is not there before somebody said something of it', async () => {
      expect(await tenants.find('acme')).toBeUndefined();
      expect(await tenants.list({ limit: 10 })).toEqual({ items: [] });
    });

    it('is read back as it was committed, with its version', async () => {
      expect(await tenants.commit(changeOf(ACME))).toBe('committed');
      expect(await tenants.find('acme')).toEqual({ record: ACME, version: 1 });
      const suspended: Tenant = { ...ACME, status: 'suspended', policy: {} };
      expect(await tenants.commit(changeOf(suspended, 1))).toBe('committed');
      expect(await tenants.find('acme')).toEqual({ record: suspended, version: 2 });
    });

    it('is not changed from a version it does not have', async () => {
      await tenants.commit(changeOf(ACME));
      for (const version of [0, 2]) {
        expect(await tenants.commit(changeOf({ ...ACME, name: 'late' }, version))).toBe('contended');
      }
      expect(await tenants.find('acme')).toEqual({ record: ACME, version: 1 });
      expect(await tenants.commit(changeOf({ ...ACME, tenantId: 'new' }, 1))).toBe('contended');
    });

    it('is changed by one of those who try at once', async () => {
      const outcomes = await Promise.all(['a', 'b', 'c'].map((name) => tenants.commit(changeOf({ ...ACME, name }))));
      expect(outcomes.filter((outcome) => outcome === 'committed')).toHaveLength(1);
    });
  });

  describe('a list of tenants', () => {
    it('is by id, in pages that leave nothing out', async () => {
      for (const tenantId of ['c', 'a', 'b']) await tenants.commit(changeOf({ ...ACME, tenantId }));
      const first = await tenants.list({ limit: 2 });
      expect(first.items.map(({ tenantId }) => tenantId)).toEqual(['a', 'b']);
      const second = await tenants.list({ limit: 2, ...(first.next !== undefined && { after: first.next }) });
      expect(second).toEqual({ items: [{ ...ACME, tenantId: 'c' }] });
    });
  });
}
