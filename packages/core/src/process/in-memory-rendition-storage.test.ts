import { describe } from 'vitest';
import { inMemoryRenditionStorage } from './in-memory-rendition-storage.ts';
import { renditionStorageContract } from './rendition-storage.contract.ts';

describe('the rendition storage in memory', () => {
  renditionStorageContract(async () => {
    const storage = inMemoryRenditionStorage();
    return { storage, bucket: 'renditions', read: async (key) => storage.objects.get(`s3://renditions/${key}`) };
  });
});
