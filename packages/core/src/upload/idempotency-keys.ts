export type IdempotencyClaim = {
  readonly tenantId: string;
  readonly userId: string;
  readonly operationId: string;
  readonly key: string;
  /** Hash of the request body: the same key with another body is a mistake of the caller. */
  readonly fingerprint: string;
  /** What the request makes. */
  readonly resultId: string;
};

/** Remembers for 24 hours which request made what, so that a repeat answers the same ids. */
export interface IdempotencyKeys {
  /** Claims the key, or answers who did. Atomic. */
  claim(
    claim: IdempotencyClaim,
  ): Promise<{ outcome: 'claimed' } | { outcome: 'known'; fingerprint: string; resultId: string }>;
}
