/** Waits so many milliseconds, or until the signal, whichever comes first. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export const waitForReal: Wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish);
  });
