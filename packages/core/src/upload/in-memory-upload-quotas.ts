import type { Clock } from '../runtime/index.ts';
import { dayOf, type UploadQuotas } from './upload-quotas.ts';

export type TakenUp = {
  readonly openUploads: number;
  readonly storedBytes: number;
  readonly day: string;
  readonly uploadsToday: number;
};

export type InMemoryUploadQuotas = UploadQuotas & { readonly takenUp: (tenantId: string) => TakenUp };

/** The port in memory; `takenUp` says what is counted. */
export function inMemoryUploadQuotas({ clock }: { readonly clock: Clock }): InMemoryUploadQuotas {
  const tenants = new Map<string, TakenUp>();
  const takenUp = (tenantId: string): TakenUp => {
    const day = dayOf(clock());
    const known = tenants.get(tenantId) ?? { openUploads: 0, storedBytes: 0, day, uploadsToday: 0 };
    return known.day === day ? known : { ...known, day, uploadsToday: 0 };
  };
  return {
    takenUp,
    async reserve({ tenantId, sizeBytes, uploads = 1, quotas }) {
      const now = takenUp(tenantId);
      if (now.openUploads + uploads > quotas.maxOpenUploads) return { outcome: 'exceeded', quota: 'open_uploads' };
      if (now.storedBytes + sizeBytes > quotas.maxStoredBytes) return { outcome: 'exceeded', quota: 'stored_bytes' };
      if (now.uploadsToday + uploads > quotas.maxUploadsPerDay)
        return { outcome: 'exceeded', quota: 'uploads_per_day' };
      tenants.set(tenantId, {
        ...now,
        openUploads: now.openUploads + uploads,
        storedBytes: now.storedBytes + sizeBytes,
        uploadsToday: now.uploadsToday + uploads,
      });
      return { outcome: 'reserved' };
    },
    async settle(tenantId, unusedBytes = 0) {
      const now = takenUp(tenantId);
      const storedBytes = now.storedBytes - unusedBytes;
      tenants.set(tenantId, { ...now, openUploads: now.openUploads - 1, storedBytes });
    },
    async release({ tenantId, sizeBytes }) {
      const now = takenUp(tenantId);
      tenants.set(tenantId, {
        ...now,
        openUploads: now.openUploads - 1,
        storedBytes: now.storedBytes - sizeBytes,
      });
    },
    async free({ tenantId, sizeBytes }) {
      const now = takenUp(tenantId);
      tenants.set(tenantId, { ...now, storedBytes: now.storedBytes - sizeBytes });
    },
  };
}
