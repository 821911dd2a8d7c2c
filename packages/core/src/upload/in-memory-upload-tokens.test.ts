import { describe } from 'vitest';
import { inMemoryUploadTokens } from './in-memory-upload-tokens.ts';
import { uploadTokensContract } from './upload-tokens.contract.ts';

describe('upload tokens in memory', () => {
  uploadTokensContract(async () => inMemoryUploadTokens());
});
