import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { arrivedObjects, objectCreatedSchema } from './object-created.ts';

const record = (key: string, versionId?: string) => ({
  s3: { bucket: { name: 'content' }, object: { key, size: 5, versionId } },
});
const read = (message: unknown) => arrivedObjects(z.parse(objectCreatedSchema, message));

describe('what S3 tells about arrived objects', () => {
  it('names each by its key, decoded, and its version', () => {
    expect(read({ Records: [record('t/acme/one', 'v1'), record('t/a%C3%A9+b', 'v2')] })).toEqual([
      { key: 't/acme/one', versionId: 'v1' },
      { key: 't/aé b', versionId: 'v2' },
    ]);
  });

  it('may come from a bucket without versions', () => {
    expect(read({ Records: [record('t/acme/one')] })).toEqual([{ key: 't/acme/one', versionId: 'null' }]);
  });

  it('is nothing when the notification is only being set up', () => {
    expect(read({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'content' })).toEqual([]);
  });

  it('is refused when it is something else', () => {
    expect(() => read({ hello: 'world' })).toThrow();
  });
});
