import { mayTouch } from '../access/index.ts';
import type { Page, PageRequest } from '../history/index.ts';
import type { Caller, UploadDeps } from './deps.ts';
import type { Upload } from './upload-record.ts';

/** The caller's uploads, newest first; everyone's for those who see all. A page may hold fewer than asked and still go on. */
export function createListUploads({ uploads }: Pick<UploadDeps, 'uploads'>) {
  return async (caller: Caller, page: PageRequest): Promise<Page<Upload>> => {
    const { items, ...rest } = await uploads.list(caller.tenantId, page);
    return { ...rest, items: items.filter(({ ownerId }) => mayTouch(caller, ownerId)) };
  };
}
