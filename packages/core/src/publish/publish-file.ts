import type { Fact, Finding } from '@sluice/contracts';
import type { TenantPolicies } from '../access/index.ts';
import type { AppendFacts, RecordStore } from '../history/index.ts';
import { createRecordJobEnd, type Job, type JobResult } from '../process/index.ts';
import { type Clock, NotFoundError } from '../runtime/index.ts';
import type { LifecycleInput } from '../upload/index.ts';
import { settledKey } from './settled-key.ts';

export type PublishDeps = {
  readonly append: AppendFacts;
  readonly jobs: RecordStore<Job>;
  readonly policies: TenantPolicies;
  readonly clock: Clock;
};

/**
 * Makes a file visible with all that was made of it: one transaction. Answers the status the file rests in, which is
 * another one when the run was settled before. Throws NotFoundError.
 */
export function createPublishFile(deps: PublishDeps) {
  const recordEnd = createRecordJobEnd(deps);
  return async (input: LifecycleInput, results: readonly JobResult[]): Promise<string> => {
    const { tenantId, fileId } = input;
    const policy = await deps.policies.policyOf(tenantId);
    const broken = results.find(({ outcome }) => outcome !== 'succeeded');
    const { record } = await deps.append({
      key: { tenantId, id: fileId },
      dedupeKey: settledKey(input),
      cause: input,
      decide: (file) => {
        if (file === undefined) {
          throw new NotFoundError('file', fileId);
        }
        if (broken?.outcome === 'too_many_pixels') {
          return [rejected(input, 'too_many_pixels', broken.detail)];
        }
        // What inspection found to be broken it judged itself: this is what only decoding shows.
        return broken !== undefined && policy.soft.unparseable === 'reject'
          ? [rejected(input, 'unparseable', broken.detail)]
          : publishedWith(input, results);
      },
    });
    await Promise.all(
      results.map((result) =>
        recordEnd(
          tenantId,
          result.job_id,
          { status: result.outcome === 'succeeded' ? 'succeeded' : 'failed', detail: result.detail },
          input,
        ),
      ),
    );
    if (record === undefined) {
      throw new NotFoundError('file', fileId);
    }
    return record.status;
  };
}

function rejected(
  { fileId, version, run }: LifecycleInput,
  reason: 'unparseable' | 'too_many_pixels',
  detail: string,
): Fact {
  return { type: 'file.rejected', payload: { schema_version: 1, file_id: fileId, version, run, reason, detail } };
}

function publishedWith({ fileId, version, run }: LifecycleInput, results: readonly JobResult[]): Fact[] {
  const file = { schema_version: 1, file_id: fileId, version } as const;
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
        findings: Object.assign({}, ...results.map(findingsOf)),
      },
    },
    {
      type: 'file.published',
      payload: { ...file, run, partial: results.some(({ outcome }) => outcome !== 'succeeded') },
    },
  ];
}

function findingsOf({ outcome, detail, placeholder }: JobResult): Record<string, Finding> {
  return outcome === 'succeeded'
    ? { placeholder: { value: placeholder, confidence: 1, source: 'process' } }
    : { [outcome]: { value: detail, confidence: 1, source: 'process' } };
}
