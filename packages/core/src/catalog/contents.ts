import type { StoredContent } from '../history/index.ts';

/** A content of one tenant, by its SHA-256 in lower-case hex. Tenants never share one. */
export type ContentKey = { readonly tenantId: string; readonly sha256: string };

export type ContentClaim = ContentKey & {
  readonly sizeBytes: number;
  /** The claimer's own object with these bytes. */
  readonly storage: StoredContent;
  /** Who refers to it, as `contentReference` writes it. */
  readonly reference: string;
};

export type Claimed =
  /** The one object is the claimer's. */
  | { readonly outcome: 'kept' }
  /** Others stored the same before: theirs is the one object, and the claimer's own is not needed. */
  | { readonly outcome: 'shared'; readonly storage: StoredContent }
  /** The reference was given up before: it never comes back, and whoever still works for it is late. */
  | { readonly outcome: 'released' };

export type Released =
  /** Nobody refers to the object any more: it is to be removed. Answered again to every repeat. */
  | { readonly outcome: 'last'; readonly storage: StoredContent }
  | { readonly outcome: 'others' }
  /** It was never claimed; now it never can be. */
  | { readonly outcome: 'unclaimed' };

/**
 * Which object holds each content of a tenant, and who refers to it. All of it atomic and repeatable: of any number of
 * claims at once exactly one object stays, and an object that was answered as `last` is never handed out again.
 * Throws HistoryContendedError when others were quicker many times in a row.
 */
export interface Contents {
  claim(claim: ContentClaim): Promise<Claimed>;
  /** Refers to the object that is there already; undefined when there is none of this size, or the reference was given up. */
  share(request: Omit<ContentClaim, 'storage'>): Promise<StoredContent | undefined>;
  release(request: ContentKey & { readonly reference: string }): Promise<Released>;
  /** Some of who refers to the object now, newest reference first: at most `limit`, and none unless it has this size. */
  references(request: ContentKey & { readonly sizeBytes: number; readonly limit: number }): Promise<readonly string[]>;
}

/** One version of one file: what refers to a content. */
export function contentReference({ fileId, version }: { readonly fileId: string; readonly version: number }): string {
  return `${fileId}.${version}`;
}
