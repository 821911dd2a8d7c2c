import { ROUTES, type UploadView } from '@sluice/contracts';
import type { Call } from '../calls/create-call.ts';
import type { CallOptions } from '../calls/route-types.ts';

type Sized = Pick<UploadView, 'upload_id' | 'part_count' | 'part_size' | 'size_bytes'>;

/** Numbers of the parts that S3 has whole; a part of another size counts as missing. */
export async function storedParts(call: Call, upload: Sized, options: CallOptions): Promise<Set<number>> {
  const { upload_id, part_count, part_size, size_bytes } = upload;
  const lastSize = size_bytes - part_size * (part_count - 1);
  const stored = new Set<number>();
  let cursor: string | undefined;
  do {
    const page = await call(
      ROUTES.listParts,
      { params: { upload_id }, query: cursor === undefined ? {} : { cursor } },
      options,
    );
    for (const { n, size } of page.items) if (size === (n === part_count ? lastSize : part_size)) stored.add(n);
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  return stored;
}
