import { describe } from 'vitest';
import { inMemoryUploadQuotas } from './in-memory-upload-quotas.ts';
import { uploadQuotasContract } from './upload-quotas.contract.ts';

describe('upload quotas in memory', () => {
  uploadQuotasContract(async (clock) => inMemoryUploadQuotas({ clock }));
});
