/** Whose fingerprint: a person's, or those of a page's token. */
export type FingerprintKey = { readonly tenantId: string; readonly holder: string; readonly fingerprint: string };

/** Points from what clients know files by to the uploads of them, for as long as those can be gone on with. */
export interface Fingerprints {
  /** A repeat changes nothing. `expiresAt` is RFC 3339. */
  point(key: FingerprintKey, upload: { readonly uploadId: string; readonly expiresAt: string }): Promise<void>;
  /** Ids of uploads, newest first; some may be at their end or not be there. */
  find(key: FingerprintKey, limit: number): Promise<readonly string[]>;
}
