import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { FingerprintKey, Fingerprints } from './fingerprints.ts';

const nextId = sequentialIds(fixedClock());

/** What every Fingerprints does. Each test has a holder of its own. */
export function fingerprintsContract(make: () => Promise<Fingerprints>): void {
  let fingerprints: Fingerprints;
  let key: FingerprintKey;
  beforeEach(async () => {
    fingerprints = await make();
    key = { tenantId: 'acme', holder: `user-${nextId()}`, fingerprint: 'note.txt#5#ünï' };
  });
  const point = (uploadId: string, of = key) =>
    fingerprints.point(of, { uploadId, expiresAt: '2099-01-08T00:00:00.000Z' });

  describe('a fingerprint', () => {
    it('points to nothing at first', async () => {
      expect(await fingerprints.find(key, 10)).toEqual([]);
    });

    it('points to every upload of it, the newest first', async () => {
      const ids = [nextId(), nextId(), nextId()];
      for (const id of ids) await point(id);
      expect(await fingerprints.find(key, 10)).toEqual([...ids].reverse());
      expect(await fingerprints.find(key, 2)).toEqual([ids[2], ids[1]]);
    });

    it('points to an upload once, however often it is said', async () => {
      const id = nextId();
      await point(id);
      await point(id);
      expect(await fingerprints.find(key, 10)).toEqual([id]);
    });

    it.each<[string, Partial<FingerprintKey>]>([
      ['tenant', { tenantId: 'globex' }],
      ['holder', { holder: 'somebody else' }],
      ['text', { fingerprint: 'note.txt#5' }],
    ])('of another %s is another', async (_, other) => {
      await point(nextId());
      expect(await fingerprints.find({ ...key, ...other }, 10)).toEqual([]);
    });
  });
}
