import { storageUrlOf } from '@sluice/core/history';
import { describe, expect, it } from 'vitest';
import { locate } from './storage-url.ts';

describe('a storage URL', () => {
  it.each(['t/acme/1', 'a b/ü?#%20', 'line\nbreak'])('names bucket and key %j', (key) => {
    expect(locate(storageUrlOf('content', key))).toEqual({ Bucket: 'content', Key: key });
  });

  it.each(['https://content/key', 's3://content', 's3://content/', 's3:///key', ''])('is not %j', (url) => {
    expect(() => locate(url)).toThrow(expect.objectContaining({ name: 'StorageUrl' }));
  });
});
