/** Something took longer than a request can wait for it. */
export class TookTooLongError extends Error {
  override readonly name = 'TookTooLong';
}

/** What a promise answers, if it does so in time; throws a TookTooLongError otherwise. It is not stopped, only left. */
export async function withinTime<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLongError(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
