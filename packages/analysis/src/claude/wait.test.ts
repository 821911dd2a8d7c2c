import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { waitForReal } from './wait.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Whether it is over after all that is due has run. */
async function watch(milliseconds: number, signal: AbortSignal) {
  let isOver = false;
  void waitForReal(milliseconds, signal).then(() => {
    isOver = true;
  });
  return {
    after: async (passed: number) => {
      await vi.advanceTimersByTimeAsync(passed);
      return isOver;
    },
  };
}

it('waits as long as told', async () => {
  const { after } = await watch(2000, new AbortController().signal);
  expect(await after(1999)).toBe(false);
  expect(await after(1)).toBe(true);
});

it('ends with the signal, and leaves no timer behind', async () => {
  const controller = new AbortController();
  const { after } = await watch(2000, controller.signal);
  expect(await after(10)).toBe(false);
  controller.abort();
  expect(await after(0)).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('does not begin when the signal has been given', async () => {
  const { after } = await watch(2000, AbortSignal.abort());
  expect(await after(0)).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
