import type { FileStatus } from '@sluice/contracts';
import type { FileRecord, Page, PageRequest, RecordKey } from '../history/index.ts';

/** Nothing moves a file on from here but a person. Waiting for one is not the end: its execution has to be alive. */
const FINAL: readonly FileStatus[] = ['published', 'rejected', 'failed', 'canceled', 'deleted', 'purged'];

export function isOpen(status: FileStatus): boolean {
  return !FINAL.includes(status);
}

/** Since when nothing has happened to a file that is not at its end, RFC 3339; undefined at its end. */
export function openSince({ status, updatedAt }: Pick<FileRecord, 'status' | 'updatedAt'>): string | undefined {
  return isOpen(status) ? updatedAt : undefined;
}

export type OpenFile = RecordKey & { readonly openSince: string };

/** Every file that is not at its end, of all tenants. What was changed a moment ago may be missing or still be there. */
export interface OpenFiles {
  /** Those to which nothing happened since `before` (RFC 3339), the longest first. */
  list(query: PageRequest & { readonly before: string }): Promise<Page<OpenFile>>;
}
