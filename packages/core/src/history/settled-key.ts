import type { FileRecord } from './file-record.ts';

/**
 * The effect shared by everything that ends a run: published, rejected and failed exclude one another because only one
 * append of a run with this name goes through.
 */
export const SETTLED = 'settled';

/** The dedupe key of the end of a run. */
export function settledKey({ version, run }: Pick<FileRecord, 'version' | 'run'>): string {
  return `${SETTLED}#${version}.${run}`;
}
