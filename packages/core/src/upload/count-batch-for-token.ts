import type { Caller, UploadDeps } from './deps.ts';
import { MAX_COUNTED_AT_ONCE } from './upload-tokens.ts';

/** Counts the new files of a batch for the token it is made with; answers those it has no room for. A repeat counts none again. */
export async function countBatchForToken(
  { tokens }: Pick<UploadDeps, 'tokens'>,
  { tenantId, token }: Pick<Caller, 'tenantId' | 'token'>,
  uploadIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const without = new Set<string>();
  if (token === undefined) {
    return without;
  }
  const key = { tenantId, tokenId: token.tokenId };
  for (let from = 0; from < uploadIds.length; from += MAX_COUNTED_AT_ONCE) {
    const chunk = uploadIds.slice(from, from + MAX_COUNTED_AT_ONCE);
    const outcome = await tokens.count(key, chunk);
    // One after the other: they count on one row. Of a chunk without any known file none fits after the first that does not.
    let isFull = false;
    for (const id of outcome === 'counted' ? [] : chunk) {
      isFull = (isFull && outcome === 'refused') || (await tokens.count(key, [id])) === 'refused';
      if (isFull) {
        without.add(id);
      }
    }
  }
  return without;
}
