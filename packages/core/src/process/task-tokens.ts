/** `stale`: nobody waits for this token any more; whatever belongs to it can be dropped. */
export type TokenAnswer = 'accepted' | 'stale';

/** Answers the state machine that waits for a job or a person. */
export interface TaskTokens {
  /** `output` is small: ids and numbers, never content. */
  succeed(token: string, output: Readonly<Record<string, unknown>>): Promise<TokenAnswer>;
  fail(token: string, error: string, cause: string): Promise<TokenAnswer>;
  heartbeat(token: string): Promise<TokenAnswer>;
}
