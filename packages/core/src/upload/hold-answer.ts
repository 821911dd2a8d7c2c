import type { Clock } from '../runtime/index.ts';

export type HoldDeps = {
  readonly clock: Clock;
  /** Resolves after so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
};

/** Each look counts parts in S3: more often would cost more than it tells. */
const LOOK_EVERY_MILLISECONDS = 1000;

/** What `read` answers once it is news, or as it is when `waitSeconds` are over. Throws what `read` throws. */
export function createHoldAnswer({ clock, pause }: HoldDeps) {
  return async <T>(read: () => Promise<T>, isNews: (answer: T) => boolean, waitSeconds = 0): Promise<T> => {
    const deadline = clock() + waitSeconds * 1000;
    for (;;) {
      const answer = await read();
      const left = deadline - clock();
      if (isNews(answer) || left <= 0) {
        return answer;
      }
      await pause(Math.min(LOOK_EVERY_MILLISECONDS, left));
    }
  };
}
