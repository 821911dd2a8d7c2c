import {
  createDelayRetry,
  createJobSource,
  createRenditionStorage,
  createS3,
  createSqs,
  createStepFunctions,
  createTaskTokens,
} from '@sluice/aws';
import { requestedJobSchema, type TaskClass } from '@sluice/contracts';
import { createRunJob, type OfferedTask, retryDelaySeconds } from '@sluice/core/process';
import { queue } from '@sluice/lambda';

export type JobWorker = {
  readonly worker: TaskClass;
  /** What it does. */
  readonly tasks: readonly OfferedTask[];
  readonly queueUrl: string;
  /** Of one job: below what the function has. */
  readonly timeoutSeconds: number;
};

/** A worker behind a queue of jobs: a job that fails comes back after a moment, and at last goes to the dead letters. */
export function jobWorker({ worker, tasks, queueUrl, timeoutSeconds }: JobWorker) {
  const s3 = createS3();
  const run = createRunJob({
    source: createJobSource({ client: s3 }),
    renditions: createRenditionStorage({ client: s3 }),
    tokens: createTaskTokens({ client: createStepFunctions() }),
    ...{ worker, tasks },
  });
  return queue({
    service: 'process',
    name: `run-${worker}-job`,
    schema: requestedJobSchema,
    delayRetry: createDelayRetry({ client: createSqs(), queueUrl }),
    async handle({ message, receiveCount, log }) {
      const { job_id, file_id, task, max_retries } = message.payload;
      try {
        const signal = AbortSignal.timeout(timeoutSeconds * 1000);
        const outcome = await run(message, { receiveCount, signal });
        log.info('job ended', { job_id, file_id, task, verdict: outcome });
        return undefined;
      } catch (error) {
        log.error('job failed', { job_id, file_id, task, error });
        return { retryInSeconds: retryDelaySeconds(receiveCount, max_retries) };
      }
    },
  });
}
