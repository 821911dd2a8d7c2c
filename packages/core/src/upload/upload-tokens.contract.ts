import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import { MAX_COUNTED_AT_ONCE, type UploadTokenRecord, type UploadTokens } from './upload-tokens.ts';

const nextId = sequentialIds(fixedClock());

/** What every UploadTokens does. Each test has a token of its own. */
export function uploadTokensContract(make: () => Promise<UploadTokens>): void {
  let tokens: UploadTokens;
  let token: UploadTokenRecord;
  beforeEach(async () => {
    tokens = await make();
    token = {
      tenantId: 'acme',
      tokenId: nextId(),
      ownerId: 'user-1',
      maxFiles: 3,
      maxBytes: 1000,
      mimeTypes: ['image/*', 'text/plain'],
      expiresAt: '2026-01-02T00:00:00.000Z',
      keptUntil: '2099-01-09T00:00:00.000Z',
      revoked: false,
    };
  });

  describe('a token', () => {
    it('is found as it was added, and is not there before', async () => {
      expect(await tokens.find(token)).toBeUndefined();
      expect(await tokens.add(token)).toEqual(token);
      expect(await tokens.find(token)).toEqual(token);
    });

    it('need not name types', async () => {
      const { mimeTypes: _, ...any } = token;
      await tokens.add(any);
      expect(await tokens.find(any)).toEqual(any);
    });

    it('stays as it is when it is added again', async () => {
      await tokens.add(token);
      expect(await tokens.add({ ...token, maxFiles: 99 })).toEqual(token);
    });

    it('is of its tenant', async () => {
      await tokens.add(token);
      expect(await tokens.find({ ...token, tenantId: 'globex' })).toBeUndefined();
    });

    it('can be revoked, and revoked again, and stays so when it is added again', async () => {
      await tokens.add(token);
      await tokens.revoke(token);
      await tokens.revoke(token);
      expect(await tokens.find(token)).toEqual({ ...token, revoked: true });
      expect(await tokens.add(token)).toEqual({ ...token, revoked: true });
    });

    it('that is not there is not made by revoking it', async () => {
      await tokens.revoke(token);
      expect(await tokens.find(token)).toBeUndefined();
    });
  });

  describe('counting files', () => {
    beforeEach(async () => {
      await tokens.add(token);
    });

    it('goes as far as the token allows, whatever comes at once', async () => {
      const ids = Array.from({ length: 12 }, nextId);
      const outcomes = await Promise.all(ids.map((id) => tokens.count(token, [id])));
      expect(outcomes.filter((outcome) => outcome === 'counted')).toHaveLength(3);
      expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(9);
    });

    it('counts a file once, also when nothing is left', async () => {
      const [first = '', ...others] = Array.from({ length: 4 }, nextId);
      expect(await tokens.count(token, [first])).toBe('counted');
      expect(await tokens.count(token, [first])).toBe('known');
      for (const id of others.slice(0, 2)) expect(await tokens.count(token, [id])).toBe('counted');
      expect(await tokens.count(token, [others[2] ?? ''])).toBe('refused');
      expect(await tokens.count(token, [first])).toBe('known');
    });

    it('takes all of several or none', async () => {
      const ids = Array.from({ length: 4 }, nextId);
      expect(await tokens.count(token, ids)).toBe('refused');
      expect(await tokens.count(token, ids.slice(0, 2))).toBe('counted');
      expect(await tokens.count(token, ids.slice(1, 3))).toBe('known');
      expect((await tokens.counted(token, { limit: 10 })).items).toEqual(ids.slice(0, 2).reverse());
      expect(await tokens.count(token, [ids[2] ?? ''])).toBe('counted');
    });

    it('takes as many at once as it says', async () => {
      const roomy = { ...token, tokenId: nextId(), maxFiles: 100 };
      await tokens.add(roomy);
      const ids = Array.from({ length: MAX_COUNTED_AT_ONCE }, nextId);
      expect(await tokens.count(roomy, ids)).toBe('counted');
    });

    it('ends with the token', async () => {
      await tokens.revoke(token);
      expect(await tokens.count(token, [nextId()])).toBe('refused');
      expect(await tokens.count({ ...token, tokenId: nextId() }, [nextId()])).toBe('refused');
    });

    it('lists what was counted, newest first, in pages', async () => {
      const ids = Array.from({ length: 3 }, nextId);
      await tokens.count(token, ids);
      const first = await tokens.counted(token, { limit: 2 });
      expect(first).toEqual({ items: [ids[2], ids[1]], next: expect.any(String) });
      expect(await tokens.counted(token, { limit: 2, after: first.next ?? '' })).toEqual({ items: [ids[0]] });
    });
  });
}
