import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUploadTokenSeal, type TokenClaims } from './seal-upload-token.ts';

const seal = createUploadTokenSeal(async () => 'a secret');
const claims: TokenClaims = { tenantId: 'acme', tokenId: 'token-1', userId: 'user-1', expiresAt: 1_770_000_000 };

const anyClaims = fc.record(
  {
    tenantId: fc.string({ maxLength: 63 }),
    tokenId: fc.uuid(),
    userId: fc.string({ maxLength: 255 }),
    expiresAt: fc.nat(),
    uploadId: fc.uuid(),
  },
  { requiredKeys: ['tenantId', 'tokenId', 'userId', 'expiresAt'] },
);

describe('a sealed upload token', () => {
  it('says what was sealed, the same token each time', async () => {
    await fc.assert(
      fc.asyncProperty(anyClaims, async (any) => {
        const token = await seal.seal(any);
        expect(await seal.seal(any)).toBe(token);
        expect(await seal.open(token)).toEqual(any);
      }),
    );
  });

  it('can be sent in a path and in a header as it is', async () => {
    expect(await seal.seal({ ...claims, userId: 'ü/"+\n', uploadId: 'upload-1' })).toMatch(/^slu_[\w-]+\.[\w-]{43}$/);
  });

  it('is not ours with any character changed, left out or added', async () => {
    const token = await seal.seal(claims);
    const character = fc.constantFrom(...'abcXYZ019-_.', '');
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length), character, fc.boolean(), async (at, other, insert) => {
        const changed = token.slice(0, at) + other + token.slice(insert ? at : at + 1);
        fc.pre(changed !== token);
        expect(await seal.open(changed)).toBeUndefined();
      }),
    );
  });

  it('of another secret is not ours', async () => {
    const theirs = createUploadTokenSeal(async () => 'another secret');
    expect(await seal.open(await theirs.seal(claims))).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no seal', 'slu_e30'],
    ['an empty seal', 'slu_e30.'],
    ['an access token', 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln'],
    ['far too much', `slu_${'a'.repeat(5000)}.${'a'.repeat(43)}`],
  ])('is not %s', async (_, token) => {
    expect(await seal.open(token)).toBeUndefined();
  });

  it('has a seal that is the key’s and the payload’s: the payload of one under the seal of another is not ours', async () => {
    const [mine = '', other = ''] = await Promise.all([
      seal.seal(claims),
      seal.seal({ ...claims, tenantId: 'globex' }),
    ]);
    expect(await seal.open(`${other.split('.')[0]}.${mine.split('.')[1]}`)).toBeUndefined();
  });
});
