import type { TaskTokens, TokenAnswer } from './task-tokens.ts';

export type TaskEnd =
  | { readonly outcome: 'succeeded'; readonly output: Readonly<Record<string, unknown>> }
  | { readonly outcome: 'failed'; readonly error: string; readonly cause: string };

export type InMemoryTaskTokens = TaskTokens & {
  /** A token somebody waits for. */
  issue(): string;
  /** How the wait for a token ended; undefined while it lasts. */
  endOf(token: string): TaskEnd | undefined;
};

/** The port in memory, and the state machine that waits. */
export function inMemoryTaskTokens(): InMemoryTaskTokens {
  const ends = new Map<string, TaskEnd | undefined>();
  const end = (token: string, how: TaskEnd | undefined): TokenAnswer => {
    if (!ends.has(token) || ends.get(token) !== undefined) {
      return 'stale';
    }
    ends.set(token, how);
    return 'accepted';
  };
  return {
    issue() {
      const token = `token-${ends.size + 1}`;
      ends.set(token, undefined);
      return token;
    },
    endOf: (token) => ends.get(token),
    succeed: async (token, output) => end(token, { outcome: 'succeeded', output }),
    fail: async (token, error, cause) => end(token, { outcome: 'failed', error, cause }),
    heartbeat: async (token) => end(token, undefined),
  };
}
