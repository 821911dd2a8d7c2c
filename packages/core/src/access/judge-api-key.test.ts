import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApiKey, statusOfKey } from './api-key.ts';
import { formatApiKey, hashSecret, isSameHash, parseApiKey, prefixOf, randomSecrets } from './api-key-secret.ts';
import { judgeApiKey } from './judge-api-key.ts';

const NOW = Date.UTC(2026, 0, 1);
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const KEY_ID = '019b76da-a800-7000-8000-000000000001';
const [secret, oldSecret] = [randomSecrets(), randomSecrets()];
const key: ApiKey = {
  tenantId: 'acme',
  keyId: KEY_ID,
  name: 'import',
  role: 'editor',
  scopes: ['files:read'],
  prefix: '',
  secretHash: hashSecret(secret),
  createdBy: 'ada',
  createdAt: at(-60),
};
const rotated = (until: number): ApiKey => ({ ...key, oldSecret: { hash: hashSecret(oldSecret), until: at(until) } });

describe('the secret of a key', () => {
  it('opens it', () => {
    expect(judgeApiKey(key, secret, NOW)).toBe('good');
  });

  it('opens nothing when it is another’s, however alike', () => {
    expect(judgeApiKey(key, oldSecret, NOW)).toBe('wrong secret');
    expect(judgeApiKey(key, secret.slice(0, -1), NOW)).toBe('wrong secret');
    expect(judgeApiKey(key, '', NOW)).toBe('wrong secret');
    expect(judgeApiKey(key, key.secretHash, NOW)).toBe('wrong secret');
  });

  it('opens nothing when there is no such key', () => {
    expect(judgeApiKey(undefined, secret, NOW)).toBe('unknown key');
  });

  it('opens nothing once the key is revoked', () => {
    expect(judgeApiKey({ ...key, revokedAt: at(-1) }, secret, NOW)).toBe('revoked key');
  });

  it('opens until the moment the key expires', () => {
    expect(judgeApiKey({ ...key, expiresAt: at(0.001) }, secret, NOW)).toBe('good');
    expect(judgeApiKey({ ...key, expiresAt: at(0) }, secret, NOW)).toBe('expired key');
  });

  it('before the last rotation opens until the overlap is over, and the new one always', () => {
    expect(judgeApiKey(rotated(1), oldSecret, NOW)).toBe('good');
    expect(judgeApiKey(rotated(0), oldSecret, NOW)).toBe('wrong secret');
    expect(judgeApiKey(rotated(0), secret, NOW)).toBe('good');
  });

  it('before the last rotation opens no key that is revoked or expired', () => {
    expect(judgeApiKey({ ...rotated(1), revokedAt: at(-1) }, oldSecret, NOW)).toBe('revoked key');
    expect(judgeApiKey({ ...rotated(1), expiresAt: at(-1) }, oldSecret, NOW)).toBe('expired key');
  });

  it('tells who does not have it nothing of the key', () => {
    expect(judgeApiKey({ ...key, revokedAt: at(-1) }, oldSecret, NOW)).toBe('wrong secret');
  });
});

describe('a key', () => {
  it('that is revoked stays so when it expires', () => {
    expect(statusOfKey({ ...key, revokedAt: at(-2), expiresAt: at(-1) }, NOW)).toBe('revoked');
  });

  it('is read back as it was written', () => {
    const presented = { tenantId: 'acme-2', keyId: KEY_ID, secret };
    expect(parseApiKey(formatApiKey(presented))).toEqual(presented);
  });

  it('is recognised by its beginning, which is no key', () => {
    const prefix = prefixOf({ tenantId: 'acme', keyId: KEY_ID, secret });
    expect(prefix).toBe(`slk_acme.${KEY_ID}.${secret.slice(0, 4)}`);
    expect(parseApiKey(prefix)).toBeUndefined();
  });

  it('has 256 random bits', () => {
    const secrets = Array.from({ length: 100 }, randomSecrets);
    expect(new Set(secrets).size).toBe(100);
    for (const one of secrets) expect(Buffer.from(one, 'base64url')).toHaveLength(32);
  });

  const garbled: readonly string[] = [
    '',
    'slk_',
    `slk_acme.${KEY_ID}`,
    `slk_acme.${KEY_ID}.`,
    `slk_acme.${KEY_ID}.${secret}x`,
    `slk_acme.${KEY_ID}.${secret}=`,
    ` slk_acme.${KEY_ID}.${secret}`,
    `slk_acme.${KEY_ID}.${secret}\n`,
    `SLK_acme.${KEY_ID}.${secret}`,
    `slk_ACME.${KEY_ID}.${secret}`,
    `slk_acme#x.${KEY_ID}.${secret}`,
    `slk_.${KEY_ID}.${secret}`,
    `slk_acme.${KEY_ID.toUpperCase()}.${secret}`,
    `slk_acme.${KEY_ID.replace('-7', '-4')}.${secret}`,
    `slk_acme.019b76da.${secret}`,
    `slu_acme.${KEY_ID}.${secret}`,
  ];
  it.each(garbled)('is not %j', (text) => {
    expect(parseApiKey(text)).toBeUndefined();
  });

  it('is nothing but what was written as one', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseApiKey(text);
        if (parsed !== undefined) expect(formatApiKey(parsed)).toBe(text);
      }),
    );
  });

  it('has the hash of its own secret alone', () => {
    expect(isSameHash(hashSecret('a'), hashSecret('a'))).toBe(true);
    expect(isSameHash(hashSecret('a'), hashSecret('b'))).toBe(false);
    expect(isSameHash(hashSecret('a'), '')).toBe(false);
  });
});
