import { beforeEach, describe, expect, it } from 'vitest';
import type { TaskEnd } from './in-memory-task-tokens.ts';
import type { TaskTokens } from './task-tokens.ts';

export type TaskTokensUnderTest = {
  readonly tokens: TaskTokens;
  /** A token a state machine waits for. */
  readonly issue: () => Promise<string>;
  /** How the wait for it ended. */
  readonly endOf: (token: string) => Promise<TaskEnd | undefined>;
};

/** What every TaskTokens does. */
export function taskTokensContract(make: () => Promise<TaskTokensUnderTest>): void {
  let underTest: TaskTokensUnderTest;
  let tokens: TaskTokens;
  let token: string;
  beforeEach(async () => {
    underTest = await make();
    tokens = underTest.tokens;
    token = await underTest.issue();
  });

  describe('a task that waits', () => {
    it('ends with the output it is given', async () => {
      expect(await tokens.succeed(token, { renditions: [{ name: 'thumbnail' }], count: 1 })).toBe('accepted');
      expect(await underTest.endOf(token)).toEqual({
        outcome: 'succeeded',
        output: { renditions: [{ name: 'thumbnail' }], count: 1 },
      });
    });

    it('fails with the error and cause it is given', async () => {
      expect(await tokens.fail(token, 'JobDied', 'render_image did not succeed')).toBe('accepted');
      expect(await underTest.endOf(token)).toEqual({
        outcome: 'failed',
        error: 'JobDied',
        cause: 'render_image did not succeed',
      });
    });

    it('goes on waiting after a heartbeat', async () => {
      expect(await tokens.heartbeat(token)).toBe('accepted');
      expect(await tokens.heartbeat(token)).toBe('accepted');
      expect(await tokens.succeed(token, {})).toBe('accepted');
    });

    it('takes one answer: every later one is stale', async () => {
      await tokens.succeed(token, { first: true });
      await underTest.endOf(token);
      expect(await tokens.succeed(token, { second: true })).toBe('stale');
      expect(await tokens.fail(token, 'JobDied', 'late')).toBe('stale');
      expect(await tokens.heartbeat(token)).toBe('stale');
      expect(await underTest.endOf(token)).toMatchObject({ output: { first: true } });
    });
  });

  it('a token nobody issued is stale', async () => {
    expect(await tokens.succeed('no-token-of-ours', {})).toBe('stale');
    expect(await tokens.fail('no-token-of-ours', 'JobDied', 'x')).toBe('stale');
    expect(await tokens.heartbeat('no-token-of-ours')).toBe('stale');
  });
}
