import type { Fact } from '@sluice/contracts';
import type { Change, Changed, ChangeRecord, Moment } from './change-record.ts';
import { evolveFile } from './evolve-file.ts';
import type { FileRecord } from './file-record.ts';

export type Append = Omit<Change<FileRecord>, 'decide'> & {
  readonly dedupeKey: string;
  /** What happened, decided on the file as it is now; an empty list when there is nothing to say. */
  readonly decide: (file: FileRecord | undefined) => readonly Fact[];
};
export type AppendFacts = (append: Append) => Promise<Changed<FileRecord>>;

/** Appends facts to a file's log and folds them into its snapshot: once per dedupe key, whatever is retried or raced. */
export function createAppendFacts(changeRecord: ChangeRecord<FileRecord>): AppendFacts {
  return ({ decide, ...change }) =>
    changeRecord({
      ...change,
      decide(file, at) {
        const facts = decide(file);
        const record = foldFacts(file, facts, at);
        return facts.length === 0 || record === undefined ? undefined : { record, facts };
      },
    });
}

function foldFacts(file: FileRecord | undefined, facts: readonly Fact[], at: Moment): FileRecord | undefined {
  return facts.reduce<FileRecord | undefined>((record, fact) => evolveFile(record, fact, at), file);
}
