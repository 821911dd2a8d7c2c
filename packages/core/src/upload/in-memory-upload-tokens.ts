import type { TokenKey, UploadTokenRecord, UploadTokens } from './upload-tokens.ts';

type Row = { record: UploadTokenRecord; files: Set<string> };

/** The port in memory. */
export function inMemoryUploadTokens(): UploadTokens {
  const rows = new Map<string, Row>();
  const nameOf = ({ tenantId, tokenId }: TokenKey) => `${tenantId}\n${tokenId}`;
  return {
    async add(token) {
      const row = rows.get(nameOf(token)) ?? { record: token, files: new Set() };
      rows.set(nameOf(token), row);
      return row.record;
    },
    async find(key) {
      return rows.get(nameOf(key))?.record;
    },
    async revoke(key) {
      const row = rows.get(nameOf(key));
      if (row !== undefined) {
        row.record = { ...row.record, revoked: true };
      }
    },
    async count(key, uploadIds) {
      const row = rows.get(nameOf(key));
      if (uploadIds.some((id) => row?.files.has(id))) {
        return 'known';
      }
      if (row === undefined || row.record.revoked || row.files.size + uploadIds.length > row.record.maxFiles) {
        return 'refused';
      }
      for (const id of uploadIds) row.files.add(id);
      return 'counted';
    },
    async counted(key, { limit, after }) {
      const ids = [...(rows.get(nameOf(key))?.files ?? [])]
        .filter((id) => after === undefined || id < after)
        .sort()
        .reverse();
      const items = ids.slice(0, limit);
      const last = items.at(-1);
      return ids.length > limit && last !== undefined ? { items, next: last } : { items };
    },
  };
}
