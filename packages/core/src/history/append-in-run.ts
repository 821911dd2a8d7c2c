import type { Fact } from '@sluice/contracts';
import { NotFoundError } from '../runtime/index.ts';
import type { AppendFacts } from './append-facts.ts';
import type { Changed } from './change-record.ts';
import type { FileRecord } from './file-record.ts';
import type { Cause, Versioned } from './record-store.ts';

/** A later run of the file was started: whatever this one still does must not count. */
export class RunSupersededError extends Error {
  override readonly name = 'RunSuperseded';
  constructor(fileId: string, run: number, current: number) {
    super(`run ${run} of file ${fileId} is over: run ${current} has taken its place`);
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
        return decide(file);
      },
    });
}
