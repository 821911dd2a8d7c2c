import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdMessage } from './hold-message.ts';

describe('a message that is worked on', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const log = { warn: () => {} };

  it('is hidden for a minute at once, and again and again, until the work is over', () => {
    const hidden: number[] = [];
    const release = holdMessage(async (seconds) => void hidden.push(seconds), log);
    vi.advanceTimersByTime(70_000);
    expect(hidden).toEqual([60, 60, 60, 60]);
    release();
    vi.advanceTimersByTime(70_000);
    expect(hidden).toHaveLength(4);
  });

  it('that cannot be hidden is worked on all the same', async () => {
    const warnings: string[] = [];
    const release = holdMessage(() => Promise.reject(new Error('SQS is away')), {
      warn: (message: string) => void warnings.push(message),
    });
    await vi.advanceTimersByTimeAsync(20_000);
    release();
    expect(warnings).toEqual(['message could not be held', 'message could not be held']);
  });
});
