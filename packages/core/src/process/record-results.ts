import type { Fact, Finding, JobResult, RejectionReason, SoftReason } from '@sluice/contracts';
import type { TenantPolicy } from '../access/index.ts';
import type { AppendInRun, Changed, FileRecord, RecordStore, Run, Versioned } from '../history/index.ts';
import type { Clock } from '../runtime/index.ts';
import type { Job } from './job-record.ts';
import { createRecordJobEnd } from './record-jobs.ts';

export type ResultsDeps = {
  readonly appendInRun: AppendInRun;
  readonly jobs: RecordStore<Job>;
  readonly clock: Clock;
};

/** Why a file is rejected by what its jobs answered. */
export type Objection = { readonly reason: RejectionReason; readonly detail: string };

/**
 * Writes what the jobs of a run made into the file's history, once, and how each of them ended; nothing but the latter for a
 * run that `findObjection` rejects. Nothing of it is visible before the file is published. Answers what is known of the file
 * then. Throws NotFoundError and RunSupersededError.
 */
export function createRecordResults({ appendInRun, ...deps }: ResultsDeps) {
  const recordEnd = createRecordJobEnd(deps);
  return async (
    run: Run,
    results: readonly JobResult[],
    policy: TenantPolicy,
    known?: Versioned<FileRecord>,
  ): Promise<Changed<FileRecord> | undefined> => {
    const [changed] = await Promise.all([
      findObjection(results, policy) === undefined
        ? appendInRun(
            run,
            'processed',
            // A run that was taken up after this stage has nothing to add.
            (current) => (current.status === 'understanding' ? [] : processedFacts(run, results)),
            known,
          )
        : undefined,
      ...results.map(({ outcome, job_id, detail }) =>
        recordEnd(run.tenantId, job_id, { status: outcome === 'succeeded' ? 'succeeded' : 'failed', detail }, run),
      ),
    ]);
    return changed;
  };
}

/** What inspection found to be broken it judged itself: this is what only opening the content shows. */
export function findObjection(results: readonly JobResult[], policy: TenantPolicy): Objection | undefined {
  for (const { outcome, detail } of results) {
    // What could not be done here says nothing against the file.
    if (outcome === 'succeeded' || outcome === 'unsupported' || outcome === 'tool_missing') continue;
    if (!isSoft(outcome) || policy.soft[outcome] === 'reject') return { reason: outcome, detail };
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
