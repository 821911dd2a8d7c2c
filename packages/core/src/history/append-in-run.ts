import type { Fact } from '@sluice/contracts';
import { NotFoundError } from '../runtime/index.ts';
import type { AppendFacts } from './append-facts.ts';
import type { Changed } from './change-record.ts';
import type { FileRecord } from './file-record.ts';
import type { Cause, Versioned } from './record-store.ts';

/** A later run of the file was started, or it was deleted: whatever this one still does must not count. */
export class RunSupersededError extends Error {
  override readonly name = 'RunSuperseded';
  constructor(fileId: string, run: number, by: number | 'deleted' | 'purged') {
    const why = typeof by === 'number' ? `run ${by} has taken its place` : `it was ${by}`;
    super(`run ${run} of file ${fileId} is over: ${why}`);
  }
}

/** What a step of the state machine knows of the run it works for. */
export type Run = Cause & {
  readonly tenantId: string;
  readonly fileId: string;
  readonly version: number;
  readonly run: number;
};

export type AppendInRun = (
  input: Run,
  /** Names the effect within the run. */
  effect: string,
  decide: (file: FileRecord) => readonly Fact[],
  known?: Versioned<FileRecord>,
) => Promise<Changed<FileRecord>>;

/**
 * Appends what a step of a run did: once a run, and only while it is the file's last one. Throws NotFoundError and
 * RunSupersededError.
 */
export function createAppendInRun(append: AppendFacts): AppendInRun {
  return (input, effect, decide, known) =>
    append({
      key: { tenantId: input.tenantId, id: input.fileId },
      dedupeKey: `${effect}#${input.version}.${input.run}`,
      cause: input,
      ...(known && { known }),
      decide(file) {
        if (file === undefined) {
          throw new NotFoundError('file', input.fileId);
        }
        if (file.version === input.version && file.run > input.run) {
          throw new RunSupersededError(input.fileId, input.run, file.run);
        }
        if (file.status === 'deleted' || file.status === 'purged') {
          throw new RunSupersededError(input.fileId, input.run, file.status);
        }
        return decide(file);
      },
    });
}
