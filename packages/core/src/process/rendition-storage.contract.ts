import { Readable } from 'node:stream';
import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, sequentialIds } from '../runtime/index.ts';
import type { StoredRendition } from './in-memory-rendition-storage.ts';
import type { RenditionStorage } from './rendition-storage.ts';

export type RenditionStorageUnderTest = {
  readonly storage: RenditionStorage;
  readonly bucket: string;
  readonly read: (key: string) => Promise<StoredRendition | undefined>;
};

const nextId = sequentialIds(fixedClock());
const bytes = new Uint8Array([0, 255, 10, 13, 128]);

/** What every RenditionStorage does. `make` may answer one with other tests' objects: each test has its own prefix. */
export function renditionStorageContract(make: () => Promise<RenditionStorageUnderTest>): void {
  let underTest: RenditionStorageUnderTest;
  let prefix: string;
  beforeEach(async () => {
    underTest = await make();
    prefix = `r/acme/${nextId()}/`;
  });

  const put = (key: string, content = bytes, mimeType = 'image/webp') =>
    underTest.storage.put({ bucket: underTest.bucket, key }, content, mimeType);
  const removeAll = (below: string) => underTest.storage.removeAll({ bucket: underTest.bucket, prefix: below });

  describe('a rendition', () => {
    it('is stored with its type', async () => {
      await put(`${prefix}1.1/thumbnail`);
      expect(await underTest.read(`${prefix}1.1/thumbnail`)).toEqual({ bytes, mimeType: 'image/webp' });
    });

    it('can come as a stream, of many pieces or none', async () => {
      const { storage, bucket } = underTest;
      const pieces = [new Uint8Array(7_000_000).fill(1), new Uint8Array(7_000_000).fill(2), new Uint8Array([3])];
      await storage.put({ bucket, key: `${prefix}1.1/streamed` }, Readable.from(pieces), 'video/mp4');
      await storage.put({ bucket, key: `${prefix}1.1/nothing` }, Readable.from([]), 'video/mp4');
      const read = await underTest.read(`${prefix}1.1/streamed`);
      expect(read?.mimeType).toBe('video/mp4');
      expect(Buffer.compare(Buffer.from(read?.bytes ?? []), Buffer.concat(pieces))).toBe(0);
      expect((await underTest.read(`${prefix}1.1/nothing`))?.bytes).toHaveLength(0);
    });

    it('is not there when its stream broke off', async () => {
      const { storage, bucket } = underTest;
      const broken = async function* () {
        yield new Uint8Array(6_000_000);
        throw new Error('it broke off');
      };
      await expect(storage.put({ bucket, key: `${prefix}1.1/broken` }, broken(), 'video/mp4')).rejects.toThrow(
        'broke off',
      );
      expect(await underTest.read(`${prefix}1.1/broken`)).toBeUndefined();
    });

    it('is read as it was written', async () => {
      await put(`${prefix}1.1/text`);
      const { storage, bucket } = underTest;
      expect(await storage.get({ bucket, key: `${prefix}1.1/text` })).toEqual(bytes);
      expect(await storage.get({ bucket, key: `${prefix}1.1/none` })).toBeUndefined();
    });

    it('is replaced when it is made again', async () => {
      await put(`${prefix}1.1/thumbnail`);
      await put(`${prefix}1.1/thumbnail`, new Uint8Array([1]), 'image/png');
      expect(await underTest.read(`${prefix}1.1/thumbnail`)).toEqual({
        bytes: new Uint8Array([1]),
        mimeType: 'image/png',
      });
    });
  });

  describe('removing what a run made', () => {
    it('removes everything below its prefix and nothing beside it', async () => {
      const mine = [`${prefix}1.1/thumbnail`, `${prefix}1.1/pages/1`];
      const others = [`${prefix}1.10/thumbnail`, `${prefix}1.2/thumbnail`, `${prefix}1.1`];
      await Promise.all([...mine, ...others].map((key) => put(key)));
      await removeAll(`${prefix}1.1/`);
      expect(await Promise.all(mine.map(underTest.read))).toEqual([undefined, undefined]);
      expect((await Promise.all(others.map(underTest.read))).map((found) => found?.bytes)).toEqual([
        bytes,
        bytes,
        bytes,
      ]);
    });

    it('is fine when there is nothing, and twice', async () => {
      await removeAll(`${prefix}1.1/`);
      await put(`${prefix}1.1/thumbnail`);
      await removeAll(`${prefix}1.1/`);
      await removeAll(`${prefix}1.1/`);
      expect(await underTest.read(`${prefix}1.1/thumbnail`)).toBeUndefined();
    });

    it('is refused without a prefix: it would remove everything', async () => {
      await put(`${prefix}1.1/thumbnail`);
      await expect(removeAll('')).rejects.toThrow(TypeError);
      expect(await underTest.read(`${prefix}1.1/thumbnail`)).toBeDefined();
    });
  });
}
