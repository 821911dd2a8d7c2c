import type { Fact, Finding, JobResult, RejectionReason, SoftReason } from '@sluice/contracts';
import type { TenantPolicy } from '../access/index.ts';
import type { AppendInRun, FileRecord, RecordStore, Run } from '../history/index.ts';
import type { Clock } from '../runtime/index.ts';
import type { Job } from './job-record.ts';
import { createRecordJobEnd } from './record-jobs.ts';

export type ResultsDeps = {
  readonly appendInRun: AppendInRun;
  readonly jobs: RecordStore<Job>;
  readonly clock: Clock;
};

/** What becomes of a file by what its jobs answered. */
export type Processed =
  | { readonly outcome: 'processed'; readonly file: FileRecord | undefined }
  | { readonly outcome: 'rejected'; readonly reason: RejectionReason; readonly detail: string };

/**
 * Writes what the jobs of a run made into the file's history, once, and how each of them ended. Nothing of it is visible
 * before the file is published. Throws NotFoundError and RunSupersededError.
 */
export function createRecordResults({ appendInRun, ...deps }: ResultsDeps) {
  const recordEnd = createRecordJobEnd(deps);
  return async (run: Run, results: readonly JobResult[], policy: TenantPolicy): Promise<Processed> => {
    const objection = objectionOf(results, policy);
    const [file] = await Promise.all([
      objection === undefined
        ? appendInRun(run, 'processed', (current) =>
            // A run that was taken up after this stage has nothing to add.
            current.status === 'understanding' ? [] : processedFacts(run, results),
          ).then(({ record }) => record)
        : undefined,
      ...results.map(({ outcome, job_id, detail }) =>
        recordEnd(run.tenantId, job_id, { status: outcome === 'succeeded' ? 'succeeded' : 'failed', detail }, run),
      ),
    ]);
    return objection ?? { outcome: 'processed', file };
  };
}

/** What inspection found to be broken it judged itself: this is what only opening the content shows. */
function objectionOf(results: readonly JobResult[], policy: TenantPolicy): Processed | undefined {
  for (const { outcome, detail } of results) {
    if (outcome !== 'succeeded' && (!isSoft(outcome) || policy.soft[outcome] === 'reject')) {
      return { outcome: 'rejected', reason: outcome, detail };
    }
  }
  return undefined;
}

function isSoft(outcome: RejectionReason): outcome is SoftReason & ('unparseable' | 'encrypted') {
  return outcome === 'unparseable' || outcome === 'encrypted';
}

function processedFacts({ fileId, version, run }: Run, results: readonly JobResult[]): Fact[] {
  const file = { schema_version: 1, file_id: fileId, version } as const;
  const findings: Record<string, Finding> = Object.assign({}, ...results.map((result) => result.findings));
  return [
    ...results.flatMap(({ job_id, renditions }) =>
      renditions.map((rendition): Fact => ({ type: 'rendition.created', payload: { ...file, ...rendition, job_id } })),
    ),
    {
      type: 'file.processed',
      payload: {
        ...file,
        run,
        jobs: results.map(({ job_id }) => job_id),
        findings,
        partial: results.some(({ outcome }) => outcome !== 'succeeded'),
      },
    },
  ];
}
