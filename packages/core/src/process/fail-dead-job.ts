import type { DeadJobMessage } from '@sluice/contracts';
import type { RecordStore } from '../history/index.ts';
import type { DeadLetters } from '../operate/index.ts';
import type { Clock } from '../runtime/index.ts';
import type { Job } from './job-record.ts';
import { createRecordJobEnd } from './record-jobs.ts';
import type { TaskTokens } from './task-tokens.ts';

export type DeadJob = {
  readonly messageId: string;
  readonly queue: string;
  readonly receives: number;
  readonly message: DeadJobMessage;
};

type Deps = {
  readonly jobs: RecordStore<Job>;
  readonly deadLetters: DeadLetters;
  readonly tokens: TaskTokens;
  readonly clock: Clock;
};

/** The name the state machine sees when a job's message died. */
export const JOB_DIED = 'JobDied';

/** A task whose message ran out of tries: keeps the message, marks its job where it has one, and ends the wait for it at once. */
export function createFailDeadJob(deps: Deps) {
  const recordEnd = createRecordJobEnd(deps);
  return async ({ messageId, queue, receives, message }: DeadJob): Promise<void> => {
    const { correlation_id: correlationId, metadata, payload: job } = message;
    const reason = `${job.task} did not succeed, however often it was tried`;
    await deps.deadLetters.keep({
      letterId: messageId,
      queue,
      tenantId: metadata.tenant_id,
      fileId: job.file_id,
      task: job.task,
      reason,
      body: JSON.stringify(message),
      receives,
      keptAt: new Date(deps.clock()).toISOString(),
    });
    const cause = { correlationId, userId: metadata.user_id, priority: metadata.priority };
    if (job.job_id !== undefined) {
      await recordEnd(metadata.tenant_id, job.job_id, { status: 'failed', detail: reason }, cause);
    }
    await deps.tokens.fail(job.task_token, JOB_DIED, reason);
  };
}
