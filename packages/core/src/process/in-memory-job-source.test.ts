import { describe } from 'vitest';
import { inMemoryJobSource } from './in-memory-job-source.ts';
import { jobSourceContract } from './job-source.contract.ts';

describe('the source of jobs in memory', () => {
  jobSourceContract(async () => {
    const source = inMemoryJobSource();
    let versions = 0;
    return {
      source,
      store: async (key, bytes) => {
        versions += 1;
        const place = { bucket: 'content', key, versionId: String(versions) };
        source.add(place, bytes);
        return place;
      },
    };
  });
});
