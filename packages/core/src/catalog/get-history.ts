import type { FileRecord, Page, PageRequest, RecordStore, StoredFact } from '../history/index.ts';
import { NotFoundError } from '../runtime/index.ts';

/** Everything that happened to a file, oldest first. Throws NotFoundError. */
export function createGetHistory(history: RecordStore<FileRecord>) {
  return async (tenantId: string, fileId: string, page: PageRequest): Promise<Page<StoredFact>> => {
    const facts = await history.facts({ tenantId, id: fileId }, page);
    if (facts.items.length === 0 && page.after === undefined) {
      throw new NotFoundError('file', fileId);
    }
    return facts;
  };
}
