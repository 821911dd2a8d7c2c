import type { JobResult } from '@sluice/contracts';
import { type FileRecord, locateStored } from '../history/index.ts';
import { type RenditionStorage, splitPages } from '../process/index.ts';
import type { Subject } from './analyzer.ts';

/** The rendition that shows a picture best; its first frame where it moves. */
const PICTURE = 'large_webp';
const TEXT = 'text';

/**
 * What there is of a file to understand: what processing made of it, never the content itself. What jobs have just made
 * is in their results, what an earlier run made is in the record.
 */
export async function buildSubject(
  file: FileRecord,
  results: readonly JobResult[],
  renditions: RenditionStorage,
): Promise<Subject> {
  const stored = new Map([
    ...file.renditions.map(({ name, storageUrl }) => [name, storageUrl] as const),
    ...results.flatMap((result) => result.renditions.map(({ name, storage_url }) => [name, storage_url] as const)),
  ]);
  const read = async (name: string) => {
    const url = stored.get(name);
    return url === undefined ? undefined : renditions.get(locateStored(url));
  };
  const [text, picture] = await Promise.all([read(TEXT), read(PICTURE)]);
  return {
    filename: file.filename,
    mimeType: file.mimeType,
    kind: file.kind ?? 'other',
    ...(text && { pages: splitPages(new TextDecoder().decode(text)) }),
    ...(picture && { picture }),
  };
}
