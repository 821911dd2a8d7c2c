import { describe, expect, it } from 'vitest';
import type { ContentSource } from '../runtime/index.ts';
import type { ContentStore } from './content-source.ts';

export type ContentStoreUnderTest = {
  readonly contents: ContentStore;
  /** Stores a version of the content under a key, and answers where it lies. */
  readonly store: (key: string, bytes: Uint8Array) => Promise<Parameters<ContentStore['open']>[0]>;
};

const BYTES = Uint8Array.from({ length: 200_001 }, (_, index) => index % 251);

async function readStream(source: ContentSource): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.stream()) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** What every ContentStore does. */
export function contentStoreContract(make: () => Promise<ContentStoreUnderTest>): void {
  const open = async (bytes: Uint8Array) => {
    const { contents, store } = await make();
    return contents.open(await store('content', bytes));
  };

  describe('a content', () => {
    it('says how many bytes it has', async () => {
      expect((await open(BYTES)).sizeBytes).toBe(200_001);
    });

    it('streams whole and in order, as often as it is asked', async () => {
      const source = await open(BYTES);
      expect(Buffer.compare(await readStream(source), BYTES)).toBe(0);
      expect(Buffer.compare(await readStream(source), BYTES)).toBe(0);
    });

    it.each([
      ['its beginning', 0, 16],
      ['its middle', 100_000, 1000],
      ['its last byte', 200_000, 1],
      ['what is left at its end', 199_995, 100],
      ['nothing where nothing is asked', 5, 0],
      ['nothing behind its end', 200_001, 10],
      ['nothing far behind its end', 900_000, 10],
      ['all of it', 0, 200_001],
    ])('reads %s', async (_, start, length) => {
      const read = await (await open(BYTES)).read(start, length);
      expect(Buffer.compare(read, BYTES.subarray(start, start + length))).toBe(0);
    });

    it('can be empty', async () => {
      const source = await open(new Uint8Array());
      expect(source.sizeBytes).toBe(0);
      expect(await readStream(source)).toHaveLength(0);
      expect(await source.read(0, 10)).toHaveLength(0);
    });

    it('is the pinned version, whatever came later', async () => {
      const { contents, store } = await make();
      const pinned = await store('pinned', new Uint8Array([1]));
      await store('pinned', new Uint8Array([2, 2]));
      const source = await contents.open(pinned);
      expect([source.sizeBytes, ...(await readStream(source))]).toEqual([1, 1]);
      expect([...(await source.read(0, 9))]).toEqual([1]);
    });

    it('is removed alone: its key may hold other versions', async () => {
      const { contents, store } = await make();
      const first = await store('removed', new Uint8Array([1]));
      const second = await store('removed', new Uint8Array([2]));
      await contents.remove(first);
      await expect(contents.open(first)).rejects.toThrow();
      expect([...(await (await contents.open(second)).read(0, 9))]).toEqual([2]);
      await contents.remove(first);
      await contents.remove(second);
      await expect(contents.open(second)).rejects.toThrow();
    });

    it('is copied into quarantine, where it stays when its own is removed', async () => {
      const { contents, store } = await make();
      const infected = await store('infected', new Uint8Array([6, 6, 6]));
      await store('infected', new Uint8Array([1]));
      const copy = await contents.quarantine(infected, 'q/acme/file.1');
      if (copy === undefined) throw new Error('three bytes are not too many');
      expect(copy.storageUrl).toMatch(/\/q\/acme\/file\.1$/);
      await contents.remove(infected);
      expect([...(await (await contents.open(copy)).read(0, 9))]).toEqual([6, 6, 6]);
      await contents.remove(copy);
      await expect(contents.open(copy)).rejects.toThrow();
    });

    it('that is not there cannot be opened', async () => {
      const { contents, store } = await make();
      const { storageUrl, versionId } = await store('there', new Uint8Array([1]));
      await expect(contents.open({ storageUrl: `${storageUrl}-not`, versionId })).rejects.toThrow();
      await expect(contents.open({ storageUrl, versionId: 'never' })).rejects.toThrow();
    });
  });
}
