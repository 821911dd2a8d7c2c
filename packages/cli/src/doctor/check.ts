/** One thing that was looked at. `missing` is something extra that can be done without. */
export type Check = {
  readonly name: string;
  readonly status: 'ok' | 'missing' | 'wrong';
  readonly detail: string;
  /** What to do about it. */
  readonly fix?: string;
  /** What it is about, one by one. */
  readonly items?: readonly Readonly<Record<string, unknown>>[];
};
