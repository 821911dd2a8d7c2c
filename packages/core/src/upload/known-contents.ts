import type { StoredContent } from '../history/index.ts';

/** A content somebody says they have, by its SHA-256 in lower-case hex; the tenant comes from their claim. */
export type OfferedContent = { readonly tenantId: string; readonly sha256: string; readonly sizeBytes: number };

type Referrer = OfferedContent & { readonly fileId: string; readonly version: number };

/** Contents the tenant has stored already, seen from upload. Each may be asked for twice. */
export interface KnownContents {
  /** Whether a published file of the tenant has this content. Costs the same whatever others have stored. */
  isReadable(content: OfferedContent): Promise<boolean>;
  /** Makes a file refer to the one object; undefined when there is none any more. */
  share(file: Referrer): Promise<StoredContent | undefined>;
  /** The file will never be: it refers to nothing. */
  release(file: Omit<Referrer, 'sizeBytes'>): Promise<void>;
}
