import { beforeEach, describe, expect, it } from 'vitest';
import type { Membership, Memberships } from './memberships.ts';

const CREATED = '2026-01-01T00:00:00.000Z';
const LATER = '2026-01-02T00:00:00.000Z';

export const ADA: Membership = {
  tenantId: 'acme',
  userId: 'ada',
  roles: ['editor', 'reviewer'],
  email: 'ada@acme.test',
  status: 'active',
  createdAt: CREATED,
  updatedAt: CREATED,
};

/** What every Memberships does. `make` answers one that knows nobody. */
export function membershipsContract(make: () => Promise<Memberships>): void {
  let memberships: Memberships;
  beforeEach(async () => {
    memberships = await make();
  });

  describe('a membership', () => {
    it('is not there before somebody put it', async () => {
      expect(await memberships.memberOf('acme', 'ada')).toBeUndefined();
      expect(await memberships.membershipsOf('ada')).toEqual([]);
      expect(await memberships.list('acme', { limit: 10 })).toEqual({ items: [] });
    });

    it('is read back as it was put, with and without an e-mail', async () => {
      await memberships.put(ADA);
      expect(await memberships.memberOf('acme', 'ada')).toEqual(ADA);
      const { email: _, ...without } = ADA;
      await memberships.put(without);
      expect(await memberships.memberOf('acme', 'ada')).toEqual(without);
    });

    it('is replaced whole, wherever it is read', async () => {
      await memberships.put(ADA);
      const changed: Membership = { ...ADA, roles: ['admin'], updatedAt: LATER };
      await memberships.put(changed);
      expect(await memberships.memberOf('acme', 'ada')).toEqual(changed);
      expect(await memberships.membershipsOf('ada')).toEqual([changed]);
      expect(await memberships.list('acme', { limit: 10 })).toEqual({ items: [changed] });
    });

    it('is of its tenant and its user alone', async () => {
      await memberships.put(ADA);
      expect(await memberships.memberOf('globex', 'ada')).toBeUndefined();
      expect(await memberships.memberOf('acme', 'ad')).toBeUndefined();
      expect((await memberships.list('globex', { limit: 10 })).items).toEqual([]);
      expect((await memberships.list('acm', { limit: 10 })).items).toEqual([]);
      expect(await memberships.membershipsOf('ad')).toEqual([]);
    });
  });

  describe('who is removed', () => {
    it('stays known as removed, with what they were', async () => {
      await memberships.put(ADA);
      await memberships.remove('acme', 'ada', LATER);
      const removed = { ...ADA, status: 'removed', updatedAt: LATER };
      expect(await memberships.memberOf('acme', 'ada')).toEqual(removed);
      expect(await memberships.list('acme', { limit: 10 })).toEqual({ items: [removed] });
    });

    it('is a member of the tenant no longer', async () => {
      await memberships.put(ADA);
      await memberships.put({ ...ADA, tenantId: 'globex' });
      await memberships.remove('acme', 'ada', LATER);
      expect((await memberships.membershipsOf('ada')).map(({ tenantId }) => tenantId)).toEqual(['globex']);
    });

    it('need not have been known before: only their token spoke of them', async () => {
      await memberships.remove('acme', 'ada', LATER);
      expect(await memberships.memberOf('acme', 'ada')).toEqual({
        tenantId: 'acme',
        userId: 'ada',
        roles: [],
        status: 'removed',
        createdAt: LATER,
        updatedAt: LATER,
      });
    });

    it('can come back', async () => {
      await memberships.remove('acme', 'ada', LATER);
      await memberships.put(ADA);
      expect(await memberships.membershipsOf('ada')).toEqual([ADA]);
    });
  });

  describe('the memberships of somebody', () => {
    it('are those of every tenant, by tenant', async () => {
      for (const tenantId of ['globex', 'acme', 'initech']) await memberships.put({ ...ADA, tenantId });
      await memberships.put({ ...ADA, userId: 'eve' });
      const tenants = (await memberships.membershipsOf('ada')).map(({ tenantId }) => tenantId);
      expect(tenants).toEqual(['acme', 'globex', 'initech']);
    });
  });

  describe('a list of members', () => {
    it('is in the order of their ids, in pages that leave nothing out', async () => {
      for (const userId of ['e', 'a', 'c', 'b', 'd']) await memberships.put({ ...ADA, userId });
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await memberships.list('acme', { limit: 2, ...(after !== undefined && { after }) });
        seen.push(...page.items.map(({ userId }) => userId));
        after = page.next;
      } while (after !== undefined);
      expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    it('names no next page when the last one is on this one', async () => {
      for (const userId of ['a', 'b']) await memberships.put({ ...ADA, userId });
      expect(await memberships.list('acme', { limit: 2 })).not.toHaveProperty('next');
    });
  });
}
