import { isAtRest } from '@sluice/contracts';
import type { FileRecord, RecordStore } from '../history/index.ts';
import { type Clock, NotFoundError } from '../runtime/index.ts';

export type GetFileDeps = {
  readonly history: RecordStore<FileRecord>;
  readonly clock: Clock;
  /** Resolves after so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
};

/** Most files rest within a second; whoever waits for a slow one can be told half a second late. */
const FIRST_PAUSE_MILLISECONDS = 100;
const LONGEST_PAUSE_MILLISECONDS = 1000;

/** One file; held back until it is at rest or `waitSeconds` are over. Throws NotFoundError. */
export function createGetFile({ history, clock, pause }: GetFileDeps) {
  return async (tenantId: string, fileId: string, waitSeconds = 0): Promise<FileRecord> => {
    const deadline = clock() + waitSeconds * 1000;
    for (let next = FIRST_PAUSE_MILLISECONDS; ; next = Math.min(next * 1.5, LONGEST_PAUSE_MILLISECONDS)) {
      const found = await history.load({ tenantId, id: fileId });
      if (found === undefined) {
        throw new NotFoundError('file', fileId);
      }
      if (isAtRest(found.record.status) || clock() + next > deadline) {
        return found.record;
      }
      await pause(next);
    }
  };
}
