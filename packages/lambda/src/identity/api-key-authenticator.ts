import {
  type ApiKey,
  judgeApiKey,
  KEY_PREFIX,
  type KeyUses,
  memberOfKey,
  parseApiKey,
  rememberBriefly,
} from '@sluice/core/access';
import type { Clock } from '@sluice/core/runtime';
import type { Authentication } from './authentication.ts';
import type { Recognize } from './first-of.ts';

export type ApiKeyOptions = {
  readonly findKey: (tenantId: string, keyId: string) => Promise<ApiKey | undefined>;
  readonly uses: KeyUses;
  readonly clock: Clock;
  /** Told when a use could not be noted: the request goes on. */
  readonly onUseLost?: (error: unknown) => void;
};

/** How long a process may go on taking a key that was revoked elsewhere. */
export const KEY_KEPT_MS = 15_000;
/** A wrong secret makes us ask for the key once more, at most this often. */
const ASKED_AGAIN_EVERY_MS = 1000;
const MAX_KEPT = 1000;
const USE_NOTED_EVERY_MS = 60_000;
const BEARER = /^Bearer +(\S+)$/i;

/** Authenticates a machine by its API key, as `Authorization: Bearer slk_…` or `x-api-key`; one of both. */
export function createApiKeyAuthenticator({ findKey, uses, clock, onUseLost }: ApiKeyOptions): Recognize {
  const ask = (name: string) => {
    const [tenantId = '', keyId = ''] = name.split('\n');
    return findKey(tenantId, keyId);
  };
  const find = rememberBriefly(ask, { clock, keptMs: KEY_KEPT_MS, maxKept: MAX_KEPT });
  const findAgain = rememberBriefly(ask, { clock, keptMs: ASKED_AGAIN_EVERY_MS, maxKept: MAX_KEPT });
  const note = createNoteUse({ uses, clock, onUseLost: onUseLost ?? (() => {}) });

  return async (credentials) => {
    const bearer = BEARER.exec(credentials.authorization ?? '')?.[1] ?? '';
    const header = credentials['x-api-key'];
    const inBearer = bearer.startsWith(KEY_PREFIX);
    // Another system's key beside a token of ours, as gateways send it, is none of our business.
    const inHeader = header !== undefined && (header.startsWith(KEY_PREFIX) || credentials.authorization === undefined);
    if (!inBearer && !inHeader) return undefined;
    if (inHeader && credentials.authorization !== undefined) return refuse('two credentials at once');
    const presented = parseApiKey(inBearer ? bearer : (header ?? ''));
    if (presented === undefined) return refuse('garbled key');
    const name = `${presented.tenantId}\n${presented.keyId}`;
    let key = await find(name);
    let verdict = judgeApiKey(key, presented.secret, clock());
    if (verdict === 'wrong secret') {
      // It may be a new one, of a rotation since the row was read.
      key = await findAgain(name);
      verdict = judgeApiKey(key, presented.secret, clock());
    }
    if (key === undefined || verdict !== 'good') return refuse(verdict);
    await note(key);
    return { kind: 'authenticated', principal: memberOfKey(key) };
  };
}

/** At most once a minute a key. Never throws: a note that is lost must stop nobody. */
function createNoteUse({ uses, clock, onUseLost }: Required<Pick<ApiKeyOptions, 'uses' | 'clock' | 'onUseLost'>>) {
  const noted = new Map<string, number>();
  return async ({ tenantId, keyId }: ApiKey): Promise<void> => {
    const now = clock();
    const last = noted.get(keyId);
    if (last !== undefined && now - last < USE_NOTED_EVERY_MS) return;
    if (noted.size >= MAX_KEPT) noted.clear();
    noted.set(keyId, now);
    try {
      await uses.note(tenantId, keyId, new Date(now).toISOString());
    } catch (error) {
      onUseLost(error);
    }
  };
}

function refuse(reason: string): Authentication {
  return { kind: 'refused', reason };
}
