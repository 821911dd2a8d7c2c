import { describe } from 'vitest';
import { fixedClock } from '../runtime/index.ts';
import { inMemoryUploadCredentials } from './in-memory-upload-credentials.ts';
import { uploadCredentialsContract } from './upload-credentials.contract.ts';

describe('upload credentials in memory', () => {
  uploadCredentialsContract(async () => {
    const clock = fixedClock();
    const credentials = inMemoryUploadCredentials({ clock });
    return { credentials, now: clock, put: async (issued) => (credentials.keyOf(issued) === issued.key ? 200 : 403) };
  });
});
