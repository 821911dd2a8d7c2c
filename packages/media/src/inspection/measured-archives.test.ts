import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspect } from '../testing/content-from.ts';
import { makeTar } from '../testing/make-tar.ts';

describe('a tar', () => {
  it('is counted entry by entry, past extended headers', async () => {
    const tar = makeTar([
      { name: 'a.txt', content: 'one' },
      { name: 'b.txt', content: 'two'.repeat(400), pax: 'size=1200' },
    ]);
    const facts = await inspect(tar);
    expect(facts).toMatchObject({ kind: 'archive', mimeType: 'application/x-tar' });
    expect(facts.archive).toMatchObject({ entries: 2, uncompressedBytes: 1203, depth: 1 });
    expect(facts).not.toHaveProperty('unparseable');
  });

  it('claims what its sparse files claim', async () => {
    const tar = makeTar([{ name: 'hole', content: 'x', pax: 'GNU.sparse.realsize=1000000000000' }]);
    expect((await inspect(tar)).archive?.expansionRatio).toBeGreaterThan(1_000_000);
  });

  it('stops counting one entry above what is allowed', async () => {
    const tar = makeTar(Array.from({ length: 50 }, (_, i) => ({ name: `${i}`, content: '' })));
    expect((await inspect(tar, { maxEntries: 10 })).archive?.entries).toBe(11);
  });

  it('that ends inside an entry is not sound', async () => {
    const tar = makeTar([{ name: 'a', content: 'x'.repeat(5_000) }]).subarray(0, 2_000);
    expect((await inspect(tar)).unparseable).toBe('tar is cut off');
  });
});

describe('a gzip', () => {
  it('is measured by what comes out of it, not by what it says', async () => {
    const gzip = gzipSync(Buffer.alloc(3_000_000));
    gzip.writeUInt32LE(7, gzip.length - 4);
    const facts = await inspect(gzip);
    expect(facts.archive?.uncompressedBytes).toBeGreaterThan(gzip.length * 200);
  });

  it('with a tar inside counts the entries of the tar, one level deeper', async () => {
    const tar = makeTar([
      { name: 'a.txt', content: 'one' },
      { name: 'b.txt', content: 'two' },
    ]);
    expect((await inspect(gzipSync(tar))).archive).toMatchObject({ entries: 2, depth: 2 });
  });

  it('that is cut off is not sound', async () => {
    const gzip = gzipSync(Buffer.from('some text that is long enough to be cut'));
    expect((await inspect(gzip.subarray(0, gzip.length - 12))).unparseable).toMatch(/^gzip: /);
  });

  it('of text is sound', async () => {
    const facts = await inspect(gzipSync(Buffer.from('Ann,1\nBob,2\n')));
    expect(facts).not.toHaveProperty('unparseable');
    expect(facts.archive).toMatchObject({ entries: 1, uncompressedBytes: 12 });
  });
});
