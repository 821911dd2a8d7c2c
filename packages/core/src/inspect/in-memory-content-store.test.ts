import { describe } from 'vitest';
import { contentStoreContract } from './content-store.contract.ts';
import { inMemoryContentStore } from './in-memory-content-store.ts';

describe('contents in memory', () => {
  contentStoreContract(async () => {
    const contents = inMemoryContentStore();
    let versions = 0;
    return {
      contents,
      store: async (key, bytes) => {
        versions += 1;
        const place = { storageUrl: `s3://content/${key}`, versionId: String(versions) };
        contents.add(place, bytes);
        return place;
      },
    };
  });
});
