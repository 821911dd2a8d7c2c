import type { Fact, JobMessage, JobStatus } from '@sluice/contracts';
import { type Cause, createChangeRecord, type RecordStore } from '../history/index.ts';
import type { Clock } from '../runtime/index.ts';
import type { Job } from './job-record.ts';

type JobDeps = { readonly jobs: RecordStore<Job>; readonly clock: Clock };
export type JobOwner = Pick<Job, 'tenantId' | 'fileId' | 'version' | 'run'>;

/** Writes the row of a planned job. Once per job id. */
export function createRecordPlannedJob({ jobs, clock }: JobDeps) {
  const change = createChangeRecord({ store: jobs, clock });
  return async (owner: JobOwner, message: JobMessage, cause: Cause): Promise<void> => {
    await change({
      key: { tenantId: owner.tenantId, id: message.job_id },
      dedupeKey: 'created',
      cause,
      known: 'absent',
      decide: (job, { occurredAt }) =>
        job
          ? undefined
          : {
              record: {
                ...owner,
                jobId: message.job_id,
                task: message.task,
                parameters: message.parameters,
                priority: message.priority,
                status: 'queued',
                createdAt: occurredAt,
                updatedAt: occurredAt,
              },
              facts: [{ type: 'job.created', payload: { ...ids(owner, message.job_id), task: message.task } }],
            },
    });
  };
}

export type JobEnd = { readonly status: Extract<JobStatus, 'succeeded' | 'failed'>; readonly detail: string };

/** Writes how a job ended. The first end counts; a job nobody planned is left alone. */
export function createRecordJobEnd({ jobs, clock }: JobDeps) {
  const change = createChangeRecord({ store: jobs, clock });
  return async (tenantId: string, jobId: string, end: JobEnd, cause: Cause): Promise<Job | undefined> => {
    const { record } = await change({
      key: { tenantId, id: jobId },
      dedupeKey: 'ended',
      cause,
      decide: (job, { occurredAt }) =>
        job === undefined || job.status === 'succeeded' || job.status === 'failed'
          ? undefined
          : { record: { ...job, ...endOf(end), updatedAt: occurredAt }, facts: [ended(job, end)] },
    });
    return record;
  };
}

function endOf({ status, detail }: JobEnd): Pick<Job, 'status' | 'detail'> {
  return status === 'failed' ? { status, detail } : { status };
}

function ended(job: Job, { status, detail }: JobEnd): Fact {
  const payload = { ...ids(job, job.jobId), task: job.task };
  return status === 'failed'
    ? { type: 'job.failed', payload: { ...payload, detail } }
    : { type: 'job.succeeded', payload };
}

function ids({ fileId }: Pick<JobOwner, 'fileId'>, jobId: string) {
  return { schema_version: 1, job_id: jobId, file_id: fileId } as const;
}
