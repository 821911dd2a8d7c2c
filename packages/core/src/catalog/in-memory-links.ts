import type { Clock } from '../runtime/index.ts';
import type { Links } from './links.ts';

/** The port in memory: a URL says in its query all that was signed. */
export function inMemoryLinks({ clock }: { clock: Clock }): Links {
  return {
    async sign({ storageUrl, versionId, filename, mimeType, expiresInSeconds }) {
      const url = new URL(storageUrl.replace('s3:', 'https:'));
      const signed = { version_id: versionId, filename, mime_type: mimeType };
      for (const [name, value] of Object.entries(signed)) {
        if (value !== undefined) {
          url.searchParams.set(name, value);
        }
      }
      return { url: url.href, expiresAt: new Date(clock() + expiresInSeconds * 1000).toISOString() };
    },
  };
}
