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
import { createRunJob, retryDelaySeconds, type TaskRunners } from '@sluice/core/process';
import { queue } from '@sluice/lambda';
import { holdMessage } from './hold-message.ts';

export type JobWorker = {
  readonly worker: TaskClass;
  readonly runners: TaskRunners;
  readonly queueUrl: string;
  /** Of one job: below what the function has. */
  readonly timeoutSeconds: number;
};

/**
 * A worker behind a queue of jobs: a job that fails comes back after a moment, and at last goes to the dead letters. While
 * it works its message stays hidden; that of a worker that died comes back within a minute.
 */
export function jobWorker({ worker, runners, queueUrl, timeoutSeconds }: JobWorker) {
  const s3 = createS3();
  const hide = createDelayRetry({ client: createSqs(), queueUrl });
  const run = createRunJob({
    source: createJobSource({ client: s3 }),
    renditions: createRenditionStorage({ client: s3 }),
    tokens: createTaskTokens({ client: createStepFunctions() }),
    ...{ worker, runners },
  });
  return queue({
    service: 'process',
    name: `run-${worker}-job`,
    schema: requestedJobSchema,
    delayRetry: hide,
    async handle({ message, receiptHandle, receiveCount, log }) {
      const { job_id, file_id, task, max_retries } = message.payload;
      const release = holdMessage((seconds) => hide(receiptHandle, seconds), log);
      try {
        const signal = AbortSignal.timeout(timeoutSeconds * 1000);
        const outcome = await run(message, { receiveCount, signal });
        log.info('job ended', { job_id, file_id, task, verdict: outcome });
        return undefined;
      } catch (error) {
        log.error('job failed', { job_id, file_id, task, error });
        return { retryInSeconds: retryDelaySeconds(receiveCount, max_retries) };
      } finally {
        release();
      }
    },
  });
}
