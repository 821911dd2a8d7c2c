export type Gate = {
  /** Waits for a turn; the signal answered is aborted when the gate is paused. Rejects with `signal`'s reason. */
  readonly enter: (signal: AbortSignal) => Promise<AbortSignal>;
  readonly leave: () => void;
  /** From now on this many are let in at the same time; who is in stays in. */
  readonly limitTo: (most: number) => void;
  /** Resolves when at most `count` wait for their turn and it is not paused. Rejects with `signal`'s reason. */
  readonly whenFewWait: (count: number, signal: AbortSignal) => Promise<void>;
  /** Nobody is let in, and who is in is told to stop. */
  readonly pause: () => void;
  readonly resume: () => void;
};

/** Said to whoever was on the way when an upload was paused. */
export class PausedError extends Error {
  override readonly name = 'PausedError';
}

type Waiting = { readonly admit: () => void };
type Asking = { readonly count: number; readonly tell: () => void };

/** Lets in so many at a time, first come first served; may be closed for a while. */
export function createGate(limit: number): Gate {
  const queue: Waiting[] = [];
  let most = limit;
  let inside = 0;
  let paused = false;
  let stopping = new AbortController();

  const asking = new Set<Asking>();

  const admit = (): void => {
    if (paused) return;
    while (inside < most) {
      const first = queue.shift();
      if (first === undefined) break;
      inside += 1;
      first.admit();
    }
    for (const { count, tell } of asking) if (queue.length <= count) tell();
  };

  return {
    enter: (signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const leave = () => {
          queue.splice(queue.indexOf(one), 1);
          reject(signal.reason);
        };
        const one: Waiting = {
          admit: () => {
            signal.removeEventListener('abort', leave);
            resolve(stopping.signal);
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        queue.push(one);
        admit();
      }),
    leave: () => {
      inside -= 1;
      admit();
    },
    whenFewWait: (count, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const leave = () => {
          asking.delete(one);
          reject(signal.reason);
        };
        const one: Asking = {
          count,
          tell: () => {
            asking.delete(one);
            signal.removeEventListener('abort', leave);
            resolve();
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        asking.add(one);
        admit();
      }),
    limitTo: (next) => {
      most = next;
      admit();
    },
    pause: () => {
      if (paused) return;
      paused = true;
      stopping.abort(new PausedError('the upload is paused'));
    },
    resume: () => {
      if (!paused) return;
      paused = false;
      stopping = new AbortController();
      admit();
    },
  };
}
