import type { UploadDeps } from './deps.ts';
import type { StoredPart } from './object-storage.ts';

/** Every page of S3's own list: what a client says it has sent is not trusted. `gone` once S3 has let go of the parts. */
export async function listAllParts(
  { storage }: Pick<UploadDeps, 'storage'>,
  key: string,
  multipartId: string,
): Promise<StoredPart[] | 'gone'> {
  const parts: StoredPart[] = [];
  let after: string | undefined;
  do {
    const page = await storage.listParts({ key, multipartId, after });
    if (page === 'gone') {
      return 'gone';
    }
    parts.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return parts;
}
