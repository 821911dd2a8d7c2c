import { describe, expect, it } from 'vitest';
import { type ContentSource, readExactly } from '../runtime/index.ts';
import type { JobContent, JobSource } from './job-source.ts';

export type JobSourceUnderTest = {
  readonly source: JobSource;
  /** Stores a version of the content under a key, and answers where it lies. */
  readonly store: (key: string, bytes: Uint8Array) => Promise<Omit<JobContent, 'sizeBytes'>>;
};

const readWhole = (content: ContentSource) => readExactly(content.stream(), content.sizeBytes);

/** What every JobSource does. */
export function jobSourceContract(make: () => Promise<JobSourceUnderTest>): void {
  describe('the content of a job', () => {
    it('is read whole', async () => {
      const { open, bytes } = await stored('whole', 300_000);
      expect(Buffer.compare(Buffer.from(await readWhole(open())), Buffer.from(bytes))).toBe(0);
    });

    it('is read whole as often as it is asked for', async () => {
      const { open } = await stored('often', 1000);
      const content = open();
      expect(await readWhole(content)).toEqual(await readWhole(content));
    });

    it('is read in part, up to its end', async () => {
      const { open, bytes } = await stored('part', 1000);
      const content = open();
      expect([...(await content.read(10, 20))]).toEqual([...bytes.subarray(10, 30)]);
      expect([...(await content.read(990, 100))]).toEqual([...bytes.subarray(990)]);
      expect(await content.read(1000, 1)).toHaveLength(0);
    });

    it('can be empty', async () => {
      const { open } = await stored('empty', 0);
      expect(await readWhole(open())).toHaveLength(0);
      expect(await open().read(0, 10)).toHaveLength(0);
    });

    it('is the pinned version, whatever came later', async () => {
      const { source, store } = await make();
      const pinned = await store('pinned', new Uint8Array([1]));
      await store('pinned', new Uint8Array([2]));
      expect([...(await readWhole(source.open({ ...pinned, sizeBytes: 1 })))]).toEqual([1]);
    });

    it('that is not there, or has another size, cannot be read', async () => {
      const { source, store } = await make();
      const there = { ...(await store('there', new Uint8Array([1]))), sizeBytes: 1 };
      await expect(readWhole(source.open({ ...there, key: `${there.key}-not` }))).rejects.toThrow();
      await expect(source.open({ ...there, versionId: 'never' }).read(0, 1)).rejects.toThrow();
      await expect(readWhole(source.open({ ...there, sizeBytes: 2 }))).rejects.toThrow();
    });

    async function stored(key: string, sizeBytes: number) {
      const { source, store } = await make();
      const bytes = Uint8Array.from({ length: sizeBytes }, (_, index) => index % 251);
      const content = { ...(await store(key, bytes)), sizeBytes };
      return { open: () => source.open(content), bytes };
    }
  });
}
