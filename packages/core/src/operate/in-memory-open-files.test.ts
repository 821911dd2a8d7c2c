import { describe } from 'vitest';
import { type FileRecord, inMemoryRecordStore } from '../history/index.ts';
import { inMemoryOpenFiles } from './in-memory-open-files.ts';
import { openFilesContract } from './open-files.contract.ts';

describe('open files in memory', () => {
  openFilesContract(async () => {
    const files = inMemoryRecordStore<FileRecord>();
    return { files, openFiles: inMemoryOpenFiles(files) };
  });
});
