import type { Role } from '@sluice/contracts';
import type { Page, PageRequest } from '../history/index.ts';
import { type Clock, NotFoundError, RefusedError } from '../runtime/index.ts';
import type { Membership, Memberships } from './memberships.ts';
import type { Member } from './principal.ts';

export type MemberDeps = { readonly memberships: Memberships; readonly clock: Clock };
export type MemberRequest = { readonly roles: readonly Role[]; readonly email?: string };

export function createListMembers({ memberships }: Pick<MemberDeps, 'memberships'>) {
  return (tenantId: string, page: PageRequest): Promise<Page<Membership>> => memberships.list(tenantId, page);
}

/** Throws NotFoundError when the tenant says nothing of them. */
export function createGetMember({ memberships }: Pick<MemberDeps, 'memberships'>) {
  return async (tenantId: string, userId: string): Promise<Membership> => {
    const found = await memberships.memberOf(tenantId, userId);
    if (found === undefined) throw new NotFoundError('member', userId);
    return found;
  };
}

/** Gives somebody roles, also who was removed before. Throws RefusedError `state_conflict` for an admin who gives up being one. */
export function createPutMember({ memberships, clock }: MemberDeps) {
  return async (actor: Member, userId: string, { roles, email }: MemberRequest): Promise<Membership> => {
    const { tenantId } = actor;
    if (actor.userId === userId && !roles.includes('admin')) {
      throw new RefusedError('state_conflict', 'you cannot take the role admin from yourself: ask another admin');
    }
    const now = new Date(clock()).toISOString();
    const known = await memberships.memberOf(tenantId, userId);
    const row: Membership = {
      tenantId,
      userId,
      roles: [...new Set(roles)],
      ...(email !== undefined && { email }),
      status: 'active',
      createdAt: known?.createdAt ?? now,
      updatedAt: now,
    };
    await memberships.put(row);
    return row;
  };
}

/** Shuts somebody out, whatever their token says; a repeat changes nothing. Throws RefusedError `state_conflict` for oneself. */
export function createRemoveMember({ memberships, clock }: MemberDeps) {
  return async (actor: Member, userId: string): Promise<void> => {
    if (actor.userId === userId) {
      throw new RefusedError('state_conflict', 'you cannot remove yourself: ask another admin');
    }
    const known = await memberships.memberOf(actor.tenantId, userId);
    if (known?.status === 'removed') return;
    await memberships.remove(actor.tenantId, userId, new Date(clock()).toISOString());
  };
}
