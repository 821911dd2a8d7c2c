import { type CreatedBatchItemView, type CreateUploadBody, ERRORS, ROUTES, type SignedPart } from '@sluice/contracts';
import type { Call } from '../calls/create-call.ts';
import { ApiError } from '../calls/errors.ts';
import type { CallOptions } from '../calls/route-types.ts';
import type { OpenedView } from './opened-view.ts';

/** What became of one file of a batch. `alone`: the batch was refused as a whole, it has to be declared by itself. */
export type DeclaredFile =
  | { readonly outcome: 'declared'; readonly upload: OpenedView }
  | { readonly outcome: 'failed'; readonly error: unknown }
  | { readonly outcome: 'alone' };

/**
 * Declares small files in one call, in order. One that is refused stops no other; where one could make the service refuse
 * all of them, each is left to be declared alone. Rejects with the signal's reason.
 */
export async function declareBatch(
  call: Call,
  files: readonly CreateUploadBody[],
  options: CallOptions,
): Promise<readonly DeclaredFile[]> {
  try {
    const { items } = await call(ROUTES.createUploadBatch, { body: { files: [...files] } }, options);
    return files.map((file, index) => readItem(file, items[index]));
  } catch (error) {
    options.signal?.throwIfAborted();
    // A name that is too long, or a quota that is too small for all of them.
    const mayBeOne = error instanceof ApiError && error.status < 500 && error.status !== 401 && error.status !== 403;
    return files.map(() => (mayBeOne ? { outcome: 'alone' } : { outcome: 'failed', error }));
  }
}

const readItem = (file: CreateUploadBody, item: CreatedBatchItemView | undefined): DeclaredFile => {
  if (item?.error !== undefined) return { outcome: 'failed', error: refusal(item.error) };
  const { upload_id, strategy, part_size, part_count, parts = [] } = item ?? {};
  if (upload_id === undefined || strategy === undefined || part_size === undefined || part_count === undefined)
    return { outcome: 'alone' };
  return {
    outcome: 'declared',
    upload: {
      ...{ upload_id, strategy, part_size, part_count, parts: parts satisfies SignedPart[] },
      // A batch says nothing of it; a small file has hardly any parts to limit.
      ...{ size_bytes: file.size_bytes, max_concurrency: part_count },
      status: strategy === 'deduplicated' ? 'completed' : 'pending',
      ...(file.checksum !== undefined && { checksum: file.checksum }),
    },
  };
};

/** As the service would have answered had the file been declared alone. */
const refusal = ({ code, detail }: NonNullable<CreatedBatchItemView['error']>): ApiError => {
  const { status, retryable } = ERRORS[code];
  return new ApiError({ code, detail, status, retryable, requestId: undefined });
};
