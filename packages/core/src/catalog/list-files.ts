import type { FileStatus } from '@sluice/contracts';
import type { FileRecord, Page, PageRequest, RecordStore } from '../history/index.ts';

/** A tenant's files, newest first. With a status, a page may hold fewer than asked and still go on. */
export function createListFiles(history: RecordStore<FileRecord>) {
  return async (tenantId: string, page: PageRequest, status?: FileStatus): Promise<Page<FileRecord>> => {
    const { items, ...rest } = await history.list(tenantId, page);
    return { ...rest, items: items.filter((file) => status === undefined || file.status === status) };
  };
}
