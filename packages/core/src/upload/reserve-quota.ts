import type { Quotas } from '../access/index.ts';
import { RefusedError } from '../runtime/index.ts';
import type { UploadDeps } from './deps.ts';
import type { QuotaName } from './upload-quotas.ts';

const DAY_SECONDS = 24 * 3600;

/** Takes place for one more upload of the tenant, or for so many. Throws RefusedError `quota_exceeded`, which says when to ask again. */
export async function reserveQuota(
  { quotas: port, clock }: Pick<UploadDeps, 'quotas' | 'clock'>,
  tenantId: string,
  wanted: { readonly sizeBytes: number; readonly uploads?: number },
  quotas: Quotas,
): Promise<void> {
  const reserved = await port.reserve({ tenantId, ...wanted, quotas });
  if (reserved.outcome === 'exceeded') {
    throw new RefusedError(
      'quota_exceeded',
      describe(reserved.quota, quotas),
      [{ pointer: '', detail: reserved.quota }],
      { retryAfterSeconds: retryAfter(reserved.quota, clock()) },
    );
  }
}

function describe(quota: QuotaName, { maxStoredBytes, maxOpenUploads, maxUploadsPerDay }: Quotas): string {
  switch (quota) {
    case 'stored_bytes':
      return `the tenant may store ${maxStoredBytes} bytes, and this file does not fit any more: remove others first`;
    case 'open_uploads':
      return `the tenant has ${maxOpenUploads} open uploads: complete or abort some first`;
    case 'uploads_per_day':
      return `the tenant has declared ${maxUploadsPerDay} uploads today: go on after midnight UTC`;
  }
}

/** Seconds: to midnight UTC for the day's quota; the others are free as soon as somebody makes room. */
function retryAfter(quota: QuotaName, now: number): number {
  if (quota === 'uploads_per_day') return DAY_SECONDS - (Math.floor(now / 1000) % DAY_SECONDS);
  return quota === 'open_uploads' ? 60 : 3600;
}
