/** A message nothing could handle, kept with its reason until somebody redrives it. */
export type DeadLetter = {
  /** The queue's own id of the message: a letter kept twice is one letter. */
  readonly letterId: string;
  readonly queue: string;
  readonly tenantId: string;
  readonly fileId?: string;
  readonly reason: string;
  /** The message as it was received, whole. */
  readonly body: string;
  readonly receives: number;
  readonly keptAt: string;
};

export interface DeadLetters {
  keep(letter: DeadLetter): Promise<void>;
  /** Newest first. */
  list(page: { limit: number; after?: string }): Promise<{ items: readonly DeadLetter[]; next?: string }>;
}
