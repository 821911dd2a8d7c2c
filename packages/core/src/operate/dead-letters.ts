/** A message nothing could handle, kept with its reason until somebody redrives it. */
export type DeadLetter = {
  /** The queue's own id of the message: a letter kept twice is one letter. */
  readonly letterId: string;
  /** The queue it died in, as people call it: `image-jobs`. */
  readonly queue: string;
  /** Missing where the message says nothing of a tenant. */
  readonly tenantId?: string;
  readonly fileId?: string;
  readonly uploadId?: string;
  /** The task of a job. */
  readonly task?: string;
  readonly reason: string;
  /** The message as it was received, whole. */
  readonly body: string;
  readonly receives: number;
  readonly keptAt: string;
  readonly status: 'kept' | 'redriven';
  readonly redrivenAt?: string;
};

/** A letter as it is when it comes. */
export type NewDeadLetter = Omit<DeadLetter, 'status' | 'redrivenAt'>;

export interface DeadLetters {
  keep(letter: NewDeadLetter): Promise<void>;
  get(letterId: string): Promise<DeadLetter | undefined>;
  /** Newest first. */
  list(page: { limit: number; after?: string }): Promise<{ items: readonly DeadLetter[]; next?: string }>;
  /** The first time counts; a letter that is not there stays so. `at` is RFC 3339. */
  markRedriven(letterId: string, at: string): Promise<void>;
}
