import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is there or the deadline is over; then throws with what was asked for. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false>, seconds = 60): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) {
      return answer;
    }
    if (Date.now() > deadline) {
      throw new Error(`not within ${seconds} s: ${what}`);
    }
    await pause(50);
  }
}
