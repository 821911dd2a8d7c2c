import type { RecordStore } from '../history/index.ts';
import type { OpenUpload, OpenUploads } from './open-uploads.ts';
import type { Upload } from './upload-record.ts';

const MOST = 10_000;

/** The port on a store in memory, for the tenants it is told of. */
export function inMemoryOpenUploads(uploads: RecordStore<Upload>, tenants: readonly string[] = ['acme']): OpenUploads {
  const positionOf = ({ lookAt, id }: OpenUpload) => `${lookAt}#${id}`;
  return {
    async list({ before, limit, after = '' }) {
      const pages = await Promise.all(tenants.map((tenantId) => uploads.list(tenantId, { limit: MOST })));
      const open = pages
        .flatMap(({ items }) => items)
        .flatMap(({ tenantId, uploadId: id, lookAt }): OpenUpload[] =>
          lookAt === undefined ? [] : [{ tenantId, id, lookAt }],
        )
        .filter((upload) => upload.lookAt < before && positionOf(upload) > after)
        .sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1));
      const items = open.slice(0, limit);
      const last = items.at(-1);
      return open.length > limit && last ? { items, next: positionOf(last) } : { items };
    },
  };
}
