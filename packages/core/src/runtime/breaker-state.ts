/** What is known of one breaker. Times are milliseconds since the epoch. */
export type BreakerSnapshot = {
  /** 1 for the first one stored, one more each time. */
  readonly version: number;
  /** Failures in a row. */
  readonly failures: number;
  /** Set while open. */
  readonly openedAt?: number;
  /** Set while somebody tries whether it works again: until then nobody else does. */
  readonly trialEndsAt?: number;
};

/** Where breakers keep what they know, so that all processes share it. Names are ours, such as `claude`. */
export interface BreakerState {
  load(name: string): Promise<BreakerSnapshot | undefined>;
  /**
   * Stores a snapshot in place of the version before it (none, for version 1), and answers whether it did: false means
   * that somebody else was quicker, and nothing changed.
   */
  save(name: string, snapshot: BreakerSnapshot): Promise<boolean>;
}
