import { describe } from 'vitest';
import { fixedClock } from '../runtime/index.ts';
import { inMemoryObjectStorage } from './in-memory-object-storage.ts';
import { objectStorageContract } from './object-storage.contract.ts';

describe('the object storage in memory', () => {
  objectStorageContract(async () => {
    const storage = inMemoryObjectStorage({ clock: fixedClock() });
    return {
      storage,
      send: async (request, body) => storage.send(request, body),
      post: async (form, body) => storage.sendForm(form, body),
    };
  });
});
