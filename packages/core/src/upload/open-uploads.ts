import type { Page, PageRequest, RecordKey } from '../history/index.ts';

export type OpenUpload = RecordKey & { readonly lookAt: string };

/** Every upload that has to be looked after, of all tenants. What was changed a moment ago may be missing or still be there. */
export interface OpenUploads {
  /** Those to be looked at before `before` (RFC 3339), the most overdue first. */
  list(query: PageRequest & { readonly before: string }): Promise<Page<OpenUpload>>;
}
