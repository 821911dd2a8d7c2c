import { describe } from 'vitest';
import { inMemoryRecordStore } from '../history/index.ts';
import { inMemoryOpenUploads } from './in-memory-open-uploads.ts';
import { openUploadsContract } from './open-uploads.contract.ts';
import type { Upload } from './upload-record.ts';

describe('uploads to look after in memory', () => {
  openUploadsContract(async () => {
    const uploads = inMemoryRecordStore<Upload>();
    return { uploads, openUploads: inMemoryOpenUploads(uploads) };
  });
});
