import { type FileRecord, locateStored } from '../history/index.ts';
import { type RenditionStorage, splitPages } from '../process/index.ts';
import type { Subject } from './analyzer.ts';

/** The rendition that shows a picture best; its first frame where it moves. */
const PICTURE = 'large_webp';
const TEXT = 'text';

/** What there is of a file to understand: what processing made of it, never the content itself. */
export async function buildSubject(file: FileRecord, renditions: RenditionStorage): Promise<Subject> {
  const read = async (name: string) => {
    const rendition = file.renditions.find((candidate) => candidate.name === name);
    return rendition && renditions.get(locateStored(rendition.storageUrl));
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
