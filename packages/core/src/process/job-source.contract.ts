import { describe, expect, it } from 'vitest';
import type { JobSource } from './job-source.ts';

export type JobSourceUnderTest = {
  readonly source: JobSource;
  /** Stores a version of the content under a key, and answers where it lies. */
  readonly store: (key: string, bytes: Uint8Array) => Promise<Parameters<JobSource['fetch']>[0]>;
};

/** What every JobSource does. */
export function jobSourceContract(make: () => Promise<JobSourceUnderTest>): void {
  describe('the content of a job', () => {
    it('is read whole', async () => {
      const { source, store } = await make();
      const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => index % 251);
      const fetched = await source.fetch(await store('whole', bytes));
      expect(Buffer.compare(Buffer.from(fetched), Buffer.from(bytes))).toBe(0);
    });

    it('can be empty', async () => {
      const { source, store } = await make();
      expect(await source.fetch(await store('empty', new Uint8Array()))).toHaveLength(0);
    });

    it('is the pinned version, whatever came later', async () => {
      const { source, store } = await make();
      const pinned = await store('pinned', new Uint8Array([1]));
      await store('pinned', new Uint8Array([2]));
      expect([...(await source.fetch(pinned))]).toEqual([1]);
    });

    it('that is not there cannot be read', async () => {
      const { source, store } = await make();
      const { bucket, key, versionId } = await store('there', new Uint8Array([1]));
      await expect(source.fetch({ bucket, key: `${key}-not`, versionId })).rejects.toThrow();
      await expect(source.fetch({ bucket, key, versionId: 'never' })).rejects.toThrow();
    });
  });
}
