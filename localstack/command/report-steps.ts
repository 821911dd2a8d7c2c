import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Report = {
  /** Runs one step and tells how it went; `work` answers what to say of it, or undefined to say nothing. */
  readonly step: <T>(
    name: string,
    text: string,
    work: (progress: (text: string) => void) => Promise<{ value: T; text?: string; unchanged?: boolean }>,
  ) => Promise<T>;
  /** Into the log file alone. */
  readonly log: (line: string) => void;
};

/** Asked to stop: ends between two steps, where nothing is half done. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/**
 * Tells the steps of a longer work as JSON lines `{step, status, text, seconds}`, in seconds, and keeps a log.
 * `stopping` is looked at before each step.
 */
export const createReport = (request: {
  readonly print: (message: object) => void;
  readonly logFile: string;
  readonly stopping: () => boolean;
}): Report => {
  const { print, logFile, stopping } = request;
  mkdirSync(dirname(logFile), { recursive: true });
  writeFileSync(logFile, '');
  const log = (line: string) => appendFileSync(logFile, `${new Date().toISOString()} ${line}\n`);
  return {
    log,
    step: async (step, text, work) => {
      if (stopping()) throw new StoppedError(`stopped before: ${text}`);
      const started = performance.now();
      print({ step, status: 'started', text });
      log(text);
      try {
        const done = await work((progress) => print({ step, status: 'progress', text: progress }));
        const seconds = Math.round(performance.now() - started) / 1000;
        if (done.text !== undefined)
          print({ step, status: done.unchanged ? 'unchanged' : 'done', text: done.text, seconds });
        return done.value;
      } catch (cause) {
        log(cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
        if (stopping()) throw new StoppedError(`stopped during: ${text}`, { cause });
        throw cause;
      }
    },
  };
};
