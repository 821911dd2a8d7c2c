import type { ContentSource } from '@sluice/core/runtime';

export type WatchedSource = ContentSource & {
  /** Throws what the source failed with, or that the work was called off: neither is the content's fault. */
  readonly throwIfFailed: () => void;
};

/** A source that remembers whether reading it failed: parsers wrap what they are thrown, and bad content is no failure. */
export function watchSource(source: ContentSource, signal: AbortSignal): WatchedSource {
  let failure: { readonly error: unknown } | undefined;
  const guard = async <T>(read: () => Promise<T>): Promise<T> => {
    try {
      signal.throwIfAborted();
      return await read();
    } catch (error) {
      failure ??= { error };
      throw error;
    }
  };
  return {
    sizeBytes: source.sizeBytes,
    async *stream() {
      const pieces = source.stream()[Symbol.asyncIterator]();
      try {
        for (let next = await guard(() => pieces.next()); next.done !== true; next = await guard(() => pieces.next())) {
          yield next.value;
        }
      } finally {
        await pieces.return?.();
      }
    },
    read: (start, length) => guard(() => source.read(start, length)),
    throwIfFailed: () => {
      if (failure !== undefined) throw failure.error;
      signal.throwIfAborted();
    },
  };
}
