import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredContent } from '../history/index.ts';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { Contents } from './contents.ts';

const nextId = sequentialIds(fixedClock());

/** What every Contents does. `make` answers one that may hold other tests' contents: each test has its own tenant. */
export function contentsContract(make: () => Promise<Contents>, { runs = 100 } = {}): void {
  let contents: Contents;
  let content: { tenantId: string; sha256: string; sizeBytes: number };
  beforeEach(async () => {
    contents = await make();
    content = newContent();
  });

  const newContent = () => ({ tenantId: `tenant-${nextId()}`, sha256: 'a'.repeat(64), sizeBytes: 5 });
  const objectOf = (name: string): StoredContent => ({
    storageUrl: `s3://content/t/x/${name}`,
    versionId: `v-${name}`,
  });
  /** Each referrer comes with an object of its own name. */
  const claim = (name: string, of = content) =>
    contents.claim({ ...of, reference: `${name}.1`, storage: objectOf(name) });
  const share = (name: string, of = content) => contents.share({ ...of, reference: `${name}.1` });
  const release = (name: string, { tenantId, sha256 } = content) =>
    contents.release({ tenantId, sha256, reference: `${name}.1` });
  const references = (limit = 10, of = content) => contents.references({ ...of, limit });

  describe('a claim', () => {
    it('keeps the first object, and shares it with every later one', async () => {
      expect(await claim('a')).toEqual({ outcome: 'kept' });
      expect(await claim('b')).toEqual({ outcome: 'shared', storage: objectOf('a') });
      expect(await claim('c')).toEqual({ outcome: 'shared', storage: objectOf('a') });
    });

    it('answers the same to a repeat', async () => {
      await claim('a');
      await claim('b');
      expect(await claim('a')).toEqual({ outcome: 'kept' });
      expect(await claim('b')).toEqual({ outcome: 'shared', storage: objectOf('a') });
      await release('b');
      expect(await release('a')).toEqual({ outcome: 'last', storage: objectOf('a') });
    });

    it('with the object that it already shares keeps that', async () => {
      await claim('a');
      await claim('b');
      const again = { ...content, reference: 'b.1', storage: objectOf('a') };
      expect(await contents.claim(again)).toEqual({ outcome: 'kept' });
    });

    it('tells versions of one key apart', async () => {
      await claim('a');
      const later = { ...objectOf('a'), versionId: 'another' };
      expect(await contents.claim({ ...content, reference: 'b.1', storage: later })).toEqual({
        outcome: 'shared',
        storage: objectOf('a'),
      });
    });

    it('of a reference that was given up is late', async () => {
      await claim('a');
      await claim('b');
      await release('b');
      expect(await claim('b')).toEqual({ outcome: 'released' });
      await release('a');
      expect(await claim('a')).toEqual({ outcome: 'released' });
      expect(await references()).toEqual([]);
    });

    it('after the last was given up keeps its own object', async () => {
      await claim('a');
      await release('a');
      expect(await claim('b')).toEqual({ outcome: 'kept' });
      expect(await claim('c')).toEqual({ outcome: 'shared', storage: objectOf('b') });
    });

    it.each([
      ['content', { sha256: 'b'.repeat(64) }],
      ['tenant', { tenantId: 'tenant-other' }],
    ])('of another %s knows nothing of this one', async (_, other) => {
      await claim('a');
      const apart = { ...content, ...other, ...('tenantId' in other && { tenantId: `${content.tenantId}-other` }) };
      expect(await references(10, apart)).toEqual([]);
      expect(await share('b', apart)).toBeUndefined();
      expect(await claim('b', apart)).toEqual({ outcome: 'kept' });
      expect(await release('a', apart)).toEqual({ outcome: 'unclaimed' });
      expect(await claim('c')).toEqual({ outcome: 'shared', storage: objectOf('a') });
    });
  });

  describe('sharing', () => {
    it('refers to the object that is there, once', async () => {
      await claim('a');
      expect(await share('b')).toEqual(objectOf('a'));
      expect(await share('b')).toEqual(objectOf('a'));
      expect(await release('a')).toEqual({ outcome: 'others' });
      expect(await release('b')).toEqual({ outcome: 'last', storage: objectOf('a') });
    });

    it('is not possible with what nobody has, or has in another size', async () => {
      expect(await share('a')).toBeUndefined();
      await claim('b');
      expect(await share('a', { ...content, sizeBytes: 6 })).toBeUndefined();
      expect(await release('b')).toMatchObject({ outcome: 'last' });
      expect(await share('c')).toBeUndefined();
    });

    it('is not possible for a reference that was given up', async () => {
      await claim('a');
      await share('b');
      await release('b');
      expect(await share('b')).toBeUndefined();
    });
  });

  describe('giving up a reference', () => {
    it('leaves the object while others refer to it, whoever brought it', async () => {
      await claim('a');
      await claim('b');
      expect(await release('a')).toEqual({ outcome: 'others' });
      expect(await claim('c')).toEqual({ outcome: 'shared', storage: objectOf('a') });
      expect(await release('c')).toEqual({ outcome: 'others' });
      expect(await release('b')).toEqual({ outcome: 'last', storage: objectOf('a') });
    });

    it('answers the same to a repeat, whatever came afterwards', async () => {
      await claim('a');
      await claim('b');
      await release('a');
      await release('b');
      await claim('c');
      expect(await release('a')).toEqual({ outcome: 'others' });
      expect(await release('b')).toEqual({ outcome: 'last', storage: objectOf('a') });
      expect(await claim('d')).toEqual({ outcome: 'shared', storage: objectOf('c') });
    });

    it('that was never claimed ends it all the same', async () => {
      expect(await release('a')).toEqual({ outcome: 'unclaimed' });
      expect(await claim('a')).toEqual({ outcome: 'released' });
      await claim('b');
      expect(await release('a')).toEqual({ outcome: 'unclaimed' });
      expect(await references()).toEqual(['b.1']);
    });
  });

  it('are listed by who refers to them now, the newest id first', async () => {
    for (const name of ['b', 'a', 'd', 'c']) await claim(name);
    await release('b');
    expect(await references()).toEqual(['d.1', 'c.1', 'a.1']);
    expect(await references(2)).toHaveLength(2);
    expect(await references(10, { ...content, sizeBytes: 6 })).toEqual([]);
  });

  describe('twenty at once', () => {
    const names = Array.from({ length: 20 }, (_, n) => `racer-${String(n).padStart(2, '0')}`);

    it('keep exactly one object', async () => {
      const claims = await Promise.all(names.map((name) => claim(name)));
      const winner = claims.findIndex(({ outcome }) => outcome === 'kept');
      const storage = objectOf(names[winner] ?? '');
      const others = claims.filter((_, index) => index !== winner);
      expect(others).toEqual(Array.from({ length: 19 }, () => ({ outcome: 'shared', storage })));
      expect(await references(50)).toEqual(names.map((name) => `${name}.1`).reverse());
    });

    it('give it up exactly once', async () => {
      for (const name of names) await claim(name);
      const released = await Promise.all(names.map((name) => release(name)));
      expect(released.filter(({ outcome }) => outcome === 'last')).toEqual([
        { outcome: 'last', storage: objectOf('racer-00') },
      ]);
      expect(released.filter(({ outcome }) => outcome === 'others')).toHaveLength(19);
    });

    it('of whom some come and some go leave the object to who is left', async () => {
      await claim('first');
      const [last, ...claims] = await Promise.all([release('first'), ...names.map((name) => claim(name))]);
      const shared = claims.flatMap((one) => (one.outcome === 'shared' ? [one.storage] : []));
      const kept = claims.filter(({ outcome }) => outcome === 'kept');
      // Either the first object stayed with all of them, or one of theirs took its place.
      expect(kept).toHaveLength(last.outcome === 'last' ? 1 : 0);
      expect(new Set(shared.map(({ versionId }) => versionId)).size).toBe(1);
      if (last.outcome === 'last') expect(shared).not.toContainEqual(last.storage);
      expect(await references(50)).toHaveLength(20);
    });
  });

  it('hold an object for as long as anybody refers to it, in any order of claims and releases', async () => {
    const step = fc.record({
      verb: fc.constantFrom('claim' as const, 'share' as const, 'release' as const),
      who: fc.constantFrom(...'abcdef'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 24 }), async (steps) => {
        const of = newContent();
        const objects = new Set([...'abcdef'].map((name) => objectOf(name).versionId));
        const uses = new Map<string, string>();
        for (const { verb, who } of steps) {
          if (verb === 'claim') {
            const claimed = await claim(who, of);
            // As inspection does: what is not needed is removed, unless it is what the file uses.
            if (claimed.outcome === 'shared') objects.delete(objectOf(who).versionId);
            if (claimed.outcome === 'shared') uses.set(who, claimed.storage.versionId);
            if (claimed.outcome === 'kept') uses.set(who, objectOf(who).versionId);
          } else if (verb === 'share') {
            const shared = await share(who, of);
            if (shared !== undefined) uses.set(who, shared.versionId);
          } else {
            const released = await release(who, of);
            uses.delete(who);
            if (released.outcome === 'last') objects.delete(released.storage.versionId);
          }
          for (const [name, used] of uses) expect(objects, `what ${name} uses`).toContain(used);
          expect(new Set(uses.values()).size).toBeLessThanOrEqual(1);
          expect((await references(10, of)).length).toBe(uses.size);
        }
      }),
      { numRuns: runs },
    );
  });
}
