import type { FileRecord, RecordStore } from '../history/index.ts';
import { type OpenFile, type OpenFiles, openSince } from './open-files.ts';

const MOST = 10_000;

/** The port on a store in memory, for the tenants it is told of. */
export function inMemoryOpenFiles(files: RecordStore<FileRecord>, tenants: readonly string[] = ['acme']): OpenFiles {
  const positionOf = ({ openSince, id }: OpenFile) => `${openSince}#${id}`;
  return {
    async list({ before, limit, after = '' }) {
      const pages = await Promise.all(tenants.map((tenantId) => files.list(tenantId, { limit: MOST })));
      const open = pages
        .flatMap(({ items }) => items)
        .flatMap((file): OpenFile[] => {
          const since = openSince(file);
          return since === undefined ? [] : [{ tenantId: file.tenantId, id: file.fileId, openSince: since }];
        })
        .filter((file) => file.openSince < before && positionOf(file) > after)
        .sort((a, b) => (positionOf(a) < positionOf(b) ? -1 : 1));
      const items = open.slice(0, limit);
      const last = items.at(-1);
      return open.length > limit && last ? { items, next: positionOf(last) } : { items };
    },
  };
}
