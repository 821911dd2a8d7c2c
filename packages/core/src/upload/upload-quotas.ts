import type { Quotas } from '../access/index.ts';

export type QuotaName = 'stored_bytes' | 'open_uploads' | 'uploads_per_day';

export type Reservation = {
  readonly tenantId: string;
  /** Of all its uploads together. */
  readonly sizeBytes: number;
  /** @default 1 */
  readonly uploads?: number;
  readonly quotas: Quotas;
};

export type Freed = { readonly tenantId: string; readonly sizeBytes: number };

/**
 * What a tenant's uploads take up: how many are open, how many were declared today (UTC), and the bytes of all contents,
 * stored or still to come. Counted when an upload is declared and when it ends, each by whoever changed its row: a
 * process that dies in between counts too much, never too little.
 */
export interface UploadQuotas {
  /** Takes place for one more upload or several, or names a quota that has none left and changes nothing. Atomic. */
  reserve(
    reservation: Reservation,
  ): Promise<{ readonly outcome: 'reserved' } | { readonly outcome: 'exceeded'; readonly quota: QuotaName }>;
  /** An upload is completed: its bytes stay, but for those it was given room for and did not need. @default 0 */
  settle(tenantId: string, unusedBytes?: number): Promise<void>;
  /** An upload came to nothing: nobody will send its bytes. */
  release(request: Freed): Promise<void>;
  /** Bytes are no longer stored, or were declared and never came: a content was removed, or was smaller than its ceiling. */
  free(request: Freed): Promise<void>;
}

/** The day a time belongs to, UTC, such as `2026-01-31`. */
export function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}
