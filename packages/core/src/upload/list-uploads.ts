import type { Page, PageRequest } from '../history/index.ts';
import type { Caller, UploadDeps } from './deps.ts';
import { mayFind } from './find-upload.ts';
import type { Upload } from './upload-record.ts';

type ListDeps = Pick<UploadDeps, 'uploads' | 'tokens'>;

/**
 * The caller's uploads, newest first: everyone's for those who see all, those made with it for a token. A page may hold
 * fewer than asked and still go on.
 */
export function createListUploads(deps: ListDeps) {
  return async (caller: Caller, page: PageRequest): Promise<Page<Upload>> => {
    const { items, ...rest } = await (caller.token === undefined
      ? deps.uploads.list(caller.tenantId, page)
      : madeWith(deps, caller.tenantId, caller.token.tokenId, page));
    return { ...rest, items: items.filter((upload) => mayFind(caller, upload)) };
  };
}

async function madeWith(
  { uploads, tokens }: ListDeps,
  tenantId: string,
  tokenId: string,
  page: PageRequest,
): Promise<Page<Upload>> {
  const { items: ids, ...rest } = await tokens.counted({ tenantId, tokenId }, page);
  const found = await uploads.loadMany(ids.map((id) => ({ tenantId, id })));
  // Counted comes before created: one that crashed in between is not there yet.
  return { ...rest, items: found.flatMap((one) => (one === undefined ? [] : [one.record])) };
}
