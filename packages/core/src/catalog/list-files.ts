import type { FileStatus } from '@sluice/contracts';
import type { FileRecord, Page, PageRequest, RecordStore } from '../history/index.ts';
import { isDeleted } from './delete-file.ts';

/**
 * A tenant's files, newest first; deleted ones only for who asks for their status. A page may hold fewer than asked and
 * still go on.
 */
export function createListFiles(history: RecordStore<FileRecord>) {
  return async (tenantId: string, page: PageRequest, status?: FileStatus): Promise<Page<FileRecord>> => {
    const { items, ...rest } = await history.list(tenantId, page);
    return {
      ...rest,
      items: items.filter((file) => (status === undefined ? !isDeleted(file) : file.status === status)),
    };
  };
}
