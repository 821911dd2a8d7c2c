import type { RejectionReason } from '@sluice/contracts';
import type { AppendFacts } from '../history/index.ts';
import { type RenditionStorage, renditionsPrefix } from '../process/index.ts';
import { NotFoundError } from '../runtime/index.ts';
import type { LifecycleInput } from '../upload/index.ts';
import { type CaughtFailure, explainFailure } from './explain-failure.ts';
import { settledKey } from './settled-key.ts';

export type Ending =
  | { readonly outcome: 'rejected'; readonly reason: RejectionReason; readonly detail: string }
  | ({ readonly outcome: 'failed' } & CaughtFailure);

export type CompensateDeps = {
  readonly append: AppendFacts;
  readonly renditions: RenditionStorage;
  readonly renditionsBucket: string;
};

/** Code and cause for the execution's own record; the code is ours, never one of the state machine's. */
export type Compensation = { readonly code: string; readonly cause: string };

/** Ends a run that is not published: writes why, and removes what it made. Throws NotFoundError. */
export function createCompensateFile(deps: CompensateDeps) {
  return async (input: LifecycleInput, ending: Ending): Promise<Compensation> => {
    const { tenantId, fileId, version, run } = input;
    const ids = { schema_version: 1, file_id: fileId, version, run } as const;
    const { record } = await deps.append({
      key: { tenantId, id: fileId },
      dedupeKey: settledKey(input),
      cause: input,
      decide: (file) => {
        if (file === undefined) {
          throw new NotFoundError('file', fileId);
        }
        return ending.outcome === 'rejected'
          ? [{ type: 'file.rejected', payload: { ...ids, reason: ending.reason, detail: ending.detail } }]
          : [{ type: 'file.failed', payload: { ...ids, ...explainFailure(file.status, ending) } }];
      },
    });
    // A run that was published before its answer got lost keeps what it made.
    if (record?.status === 'published') {
      return { code: 'already_published', cause: 'the file was published before the failure was seen' };
    }
    await deps.renditions.removeAll({ bucket: deps.renditionsBucket, prefix: renditionsPrefix(input) });
    return { code: record?.reason ?? 'internal_error', cause: record?.detail ?? '' };
  };
}
