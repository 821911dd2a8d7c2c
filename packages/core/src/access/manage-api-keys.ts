import type { Fact, Role, Scope } from '@sluice/contracts';
import { type Changed, createChangeRecord, type Page, type PageRequest, type RecordStore } from '../history/index.ts';
import { type Clock, NotFoundError, RefusedError } from '../runtime/index.ts';
import { type ApiKey, isAsStrongAs, statusOfKey } from './api-key.ts';
import { formatApiKey, hashSecret, prefixOf, type Secrets } from './api-key-secret.ts';
import type { Member } from './principal.ts';

export type ApiKeys = RecordStore<ApiKey>;
export type ApiKeyDeps = { readonly keys: ApiKeys; readonly clock: Clock; readonly secrets: Secrets };

/** Who acts, and in which request. */
export type KeyActor = { readonly member: Member; readonly correlationId: string };

export type ApiKeyRequest = {
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
  readonly expiresInDays?: number;
};

/** `apiKey` is the key with its secret: nobody has it again after this. */
export type ShownApiKey = { readonly key: ApiKey; readonly apiKey: string };

const DAY = 86_400_000;
const PRIORITY = 5;

const change = ({ keys, clock }: ApiKeyDeps) => createChangeRecord({ store: keys, clock });
const causeOf = ({ member, correlationId }: KeyActor) => ({
  userId: member.userId,
  correlationId,
  priority: PRIORITY,
});

/**
 * Makes the key with this id, once. Throws RefusedError `forbidden` when it would be stronger than who makes it, and
 * `already_shown` when the same request made it before.
 */
export function createCreateApiKey(deps: ApiKeyDeps) {
  return async (actor: KeyActor, keyId: string, request: ApiKeyRequest): Promise<ShownApiKey> => {
    assertAsStrong(actor.member, request);
    const { tenantId, userId } = actor.member;
    const presented = { tenantId, keyId, secret: deps.secrets() };
    const scopes = [...new Set(request.scopes)];
    const changed = await change(deps)({
      key: { tenantId, id: keyId },
      dedupeKey: 'created',
      cause: causeOf(actor),
      decide(existing, { occurredAt }) {
        if (existing !== undefined) return undefined;
        const key: ApiKey = {
          tenantId,
          keyId,
          name: request.name,
          role: request.role,
          scopes,
          prefix: prefixOf(presented),
          secretHash: hashSecret(presented.secret),
          createdBy: userId,
          createdAt: occurredAt,
          ...(request.expiresInDays !== undefined && {
            expiresAt: new Date(Date.parse(occurredAt) + request.expiresInDays * DAY).toISOString(),
          }),
        };
        return { record: key, facts: [created(key)] };
      },
    });
    return { key: shownOnce(changed, keyId), apiKey: formatApiKey(presented) };
  };
}

/**
 * Gives a key a new secret, once for each `rotationId`; the one before works for so long. A secret before that works no
 * more. Throws NotFoundError, RefusedError `forbidden` when the key is stronger than who asks, `state_conflict` when it is
 * revoked or expired, and `already_shown`.
 */
export function createRotateApiKey(deps: ApiKeyDeps) {
  return async (actor: KeyActor, keyId: string, rotationId: string, overlapSeconds: number): Promise<ShownApiKey> => {
    const { tenantId } = actor.member;
    const presented = { tenantId, keyId, secret: deps.secrets() };
    const changed = await change(deps)({
      key: { tenantId, id: keyId },
      dedupeKey: `rotated#${rotationId}`,
      cause: causeOf(actor),
      decide(key, { occurredAt }) {
        if (key === undefined) throw new NotFoundError('API key', keyId);
        assertAsStrong(actor.member, key);
        const now = Date.parse(occurredAt);
        const status = statusOfKey(key, now);
        if (status !== 'active') {
          throw new RefusedError('state_conflict', `API key ${keyId} is ${status}: create a new one`);
        }
        const { oldSecret: _, ...rest } = key;
        const until = new Date(now + overlapSeconds * 1000).toISOString();
        const record: ApiKey = {
          ...rest,
          ...(overlapSeconds > 0 && { oldSecret: { hash: key.secretHash, until } }),
          prefix: prefixOf(presented),
          secretHash: hashSecret(presented.secret),
          rotatedAt: occurredAt,
        };
        return { record, facts: [] };
      },
    });
    return { key: shownOnce(changed, keyId), apiKey: formatApiKey(presented) };
  };
}

/** Ends a key for good; a repeat changes nothing. Throws NotFoundError. */
export function createRevokeApiKey(deps: ApiKeyDeps) {
  return async (actor: KeyActor, keyId: string): Promise<void> => {
    const { tenantId, userId } = actor.member;
    await change(deps)({
      key: { tenantId, id: keyId },
      cause: causeOf(actor),
      decide(key, { occurredAt }) {
        if (key === undefined) throw new NotFoundError('API key', keyId);
        if (key.revokedAt !== undefined) return undefined;
        const fact: Fact = { type: 'key.revoked', payload: { schema_version: 1, key_id: keyId } };
        return { record: { ...key, revokedAt: occurredAt, revokedBy: userId }, facts: [fact] };
      },
    });
  };
}

/** A tenant's keys, newest first. */
export function createListApiKeys({ keys }: Pick<ApiKeyDeps, 'keys'>) {
  return (tenantId: string, page: PageRequest): Promise<Page<ApiKey>> => keys.list(tenantId, page);
}

/** Also of a key that is rotated: who learns the secret of a stronger key has become stronger. */
function assertAsStrong(member: Member, wanted: Pick<ApiKey, 'role' | 'scopes'>): void {
  if (isAsStrongAs(member, wanted)) return;
  throw new RefusedError(
    'forbidden',
    `a key with the role ${wanted.role} and the scopes ${wanted.scopes.join(', ')} could do more than you: ask for less`,
  );
}

function shownOnce({ outcome, record }: Changed<ApiKey>, keyId: string): ApiKey {
  if (outcome === 'changed') return record;
  throw new RefusedError(
    'already_shown',
    `this request was answered before, and the secret of API key ${keyId} is shown once: rotate the key for a new one`,
  );
}

function created(key: ApiKey): Fact {
  return {
    type: 'key.created',
    payload: {
      schema_version: 1,
      key_id: key.keyId,
      name: key.name,
      role: key.role,
      scopes: [...key.scopes],
      ...(key.expiresAt !== undefined && { expires_at: key.expiresAt }),
    },
  };
}
