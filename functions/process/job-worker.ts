import { type RequestedJob, requestedJobSchema } from '@sluice/contracts';
import { retryDelaySeconds } from '@sluice/core/process';
import { queue } from '@sluice/lambda';

export type JobWorker = {
  readonly name: string;
  readonly run: (message: RequestedJob, receiveCount: number) => Promise<'answered' | 'stale'>;
  /** Hides a delivery for so many seconds. */
  readonly delayRetry: (receiptHandle: string, seconds: number) => Promise<void>;
};

/** A worker behind a queue of jobs: a job that fails comes back after a moment, and at last goes to the dead letters. */
export function jobWorker({ name, run, delayRetry }: JobWorker) {
  return queue({
    service: 'process',
    name,
    schema: requestedJobSchema,
    delayRetry,
    async handle({ message, receiveCount, log }) {
      const { job_id, file_id, task, max_retries } = message.payload;
      try {
        const outcome = await run(message, receiveCount);
        log.info('job ended', { job_id, file_id, task, verdict: outcome });
        return undefined;
      } catch (error) {
        log.error('job failed', { job_id, file_id, task, error });
        return { retryInSeconds: retryDelaySeconds(receiveCount, max_retries) };
      }
    },
  });
}
