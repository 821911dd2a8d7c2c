import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@sluice/client';
import { type FileStatus, type FileView, isAtRest } from '@sluice/contracts';

export type FileWatcher = {
  /** Answers the file once it is at rest; tells each status it is seen in. Rejects after `timeoutMs` or an abort. */
  readonly atRest: (fileId: string, tell: (status: FileStatus) => void) => Promise<FileView>;
};

export type WatchOptions = {
  readonly client: Pick<Client, 'listFiles' | 'getFile'>;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  /** @default 200 milliseconds, growing to 2 seconds while nothing changes */
  readonly pauseMs?: { readonly least: number; readonly most: number };
};

type Waiting = {
  readonly tell: (status: FileStatus) => void;
  readonly resolve: (file: FileView) => void;
  readonly reject: (error: unknown) => void;
  readonly deadline: number;
  status?: FileStatus;
};

const PAGE = 100;
const MOST_PAGES = 3;
// Files so old that they are not among the newest are asked for one by one, a few a round.
const SINGLES = 5;

/**
 * Watches any number of files with one question a round (the newest files), because a held-back answer for each of them
 * would keep a worker of the service busy for each.
 */
export const createFileWatcher = ({ client, signal, timeoutMs, pauseMs }: WatchOptions): FileWatcher => {
  const { least, most } = pauseMs ?? { least: 200, most: 2_000 };
  const waiting = new Map<string, Waiting>();
  let running = false;

  const see = (file: FileView): boolean => {
    const one = waiting.get(file.file_id);
    if (one === undefined) return false;
    const changed = one.status !== file.status;
    one.status = file.status;
    if (isAtRest(file.status)) {
      waiting.delete(file.file_id);
      one.resolve(file);
    } else if (changed) one.tell(file.status);
    return changed;
  };

  const look = async (): Promise<boolean> => {
    const left = new Set(waiting.keys());
    let changed = false;
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES && left.size > 0; page += 1) {
      const { items, next_cursor } = await client.listFiles({ limit: PAGE, ...(cursor && { cursor }) }, { signal });
      for (const file of items) {
        left.delete(file.file_id);
        changed = see(file) || changed;
      }
      cursor = next_cursor;
      if (cursor === undefined) break;
    }
    for (const fileId of [...left].slice(0, SINGLES))
      changed = see(await client.getFile(fileId, {}, { signal })) || changed;
    return changed;
  };

  const giveUp = (error: (one: Waiting, fileId: string) => unknown, due: (one: Waiting) => boolean): void => {
    for (const [fileId, one] of waiting)
      if (due(one)) {
        waiting.delete(fileId);
        one.reject(error(one, fileId));
      }
  };

  const run = async (): Promise<void> => {
    let pause = least;
    while (waiting.size > 0) {
      pause = (await look()) ? least : Math.min(most, pause * 1.3);
      const now = performance.now();
      giveUp(
        (one, fileId) => new Error(`file ${fileId} is still ${one.status} after ${timeoutMs / 1000} s`),
        (one) => one.deadline <= now,
      );
      if (waiting.size > 0) await sleep(pause, undefined, { signal });
    }
    // Here, in the same turn in which nothing waits: whoever comes next starts anew.
    running = false;
  };

  return {
    atRest: (fileId, tell) =>
      new Promise((resolve, reject) => {
        waiting.set(fileId, { tell, resolve, reject, deadline: performance.now() + timeoutMs });
        if (running) return;
        running = true;
        run().catch((failure: unknown) => {
          running = false;
          giveUp(
            () => failure,
            () => true,
          );
        });
      }),
  };
};
