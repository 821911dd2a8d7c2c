import type { RejectionReason } from '@sluice/contracts';
import { type AppendInRun, type FileRecord, RunSupersededError, SETTLED } from '../history/index.ts';
import { type RenditionStorage, renditionsPrefix } from '../process/index.ts';
import type { LifecycleInput } from '../upload/index.ts';
import { type CaughtFailure, explainFailure } from './explain-failure.ts';

export type Ending =
  | { readonly outcome: 'rejected'; readonly reason: RejectionReason; readonly detail: string }
  | ({ readonly outcome: 'failed' } & CaughtFailure);

export type CompensateDeps = {
  readonly appendInRun: AppendInRun;
  readonly renditions: RenditionStorage;
  readonly renditionsBucket: string;
};

/** Code and cause for the execution's own record; the code is ours, never one of the state machine's. */
export type Compensation = { readonly code: string; readonly cause: string };

/** Ends a run that is not published: writes why, and removes what it and the runs before it made. Throws NotFoundError. */
export function createCompensateFile(deps: CompensateDeps) {
  return async (input: LifecycleInput, ending: Ending): Promise<Compensation> => {
    const record = await settle(deps, input, ending);
    if (record === 'superseded') {
      return { code: 'superseded', cause: 'a later run has taken the place of this one' };
    }
    // A run that was published before its answer got lost keeps what it made.
    if (record?.status === 'published') {
      return { code: 'already_published', cause: 'the file was published before the failure was seen' };
    }
    for (let run = 1; run <= input.run; run += 1) {
      await deps.renditions.removeAll({ bucket: deps.renditionsBucket, prefix: renditionsPrefix({ ...input, run }) });
    }
    return { code: record?.reason ?? 'internal_error', cause: record?.detail ?? '' };
  };
}

async function settle(
  { appendInRun }: CompensateDeps,
  input: LifecycleInput,
  ending: Ending,
): Promise<FileRecord | undefined | 'superseded'> {
  const { fileId, version, run } = input;
  const ids = { schema_version: 1, file_id: fileId, version, run } as const;
  try {
    const { record } = await appendInRun(input, SETTLED, (file) =>
      ending.outcome === 'rejected'
        ? [{ type: 'file.rejected', payload: { ...ids, reason: ending.reason, detail: ending.detail } }]
        : [{ type: 'file.failed', payload: { ...ids, ...explainFailure(file.status, ending) } }],
    );
    return record;
  } catch (error) {
    if (error instanceof RunSupersededError) return 'superseded';
    throw error;
  }
}
