import type { RecordKey } from '@sluice/core/history';

/** What a table's records are; part of their keys, so that tables could be joined without a clash. */
export type RecordKind = 'FILE' | 'UPLOAD' | 'JOB' | 'REVIEW' | 'KEY' | 'TENANT';

/** The index of a tenant's records by id, and the sparse one of what is still to be published. */
export const BY_TENANT = 'by-tenant';
export const OUTBOX = 'outbox';
/** The sparse index of records that are not at their end. */
export const OPEN = 'open';

export const META = 'META';

export function recordPartition(kind: RecordKind, { tenantId, id }: RecordKey): string {
  return `TENANT#${tenantId}#${kind}#${id}`;
}

export function tenantPartition(kind: RecordKind, tenantId: string): string {
  return `TENANT#${tenantId}#${kind}`;
}

/** Six digits sort as text for a million facts of one record. */
export function factSortKey(sequence: number): string {
  return `EVENT#${String(sequence).padStart(6, '0')}`;
}

export function dedupeSortKey(dedupeKey: string): string {
  return `DEDUPE#${dedupeKey}`;
}
