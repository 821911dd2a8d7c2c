import {
  createDelayRetry,
  createJobSource,
  createRenditionStorage,
  createS3,
  createSqs,
  createStepFunctions,
  createTaskTokens,
  type DelayRetry,
} from '@sluice/aws';
import { requestedJobSchema, type TaskClass } from '@sluice/contracts';
import { createRunJob, type OfferedTask, retryDelaySeconds } from '@sluice/core/process';
import { queue, readEnv } from '@sluice/lambda';
import * as z from 'zod/mini';
import { holdMessage } from './hold-message.ts';
import { envSchema } from './job-worker-environment.ts';

export type JobWorker = {
  readonly worker: TaskClass;
  /** What it does. */
  readonly tasks: readonly OfferedTask[];
};

/** Queues hide the messages of quick workers for so long: nothing needs to be done about them. */
const HIDDEN_BY_QUEUE_SECONDS = 60;

/**
 * A worker behind the queues of its class, as its environment names them: a job that fails comes back after a moment, and at
 * last goes to the dead letters. That of a worker that died comes back within a minute, however long a job may take.
 */
export function jobWorker({ worker, tasks }: JobWorker) {
  const env = readEnv(envSchema);
  const delayIn = createDelays(Object.values(z.parse(z.record(z.string(), z.string()), JSON.parse(env.QUEUES))));
  const seconds = Number(env.JOB_SECONDS);
  const hold = seconds > HIDDEN_BY_QUEUE_SECONDS ? holdMessage : () => () => {};
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
    delayRetry: (receiptHandle, delay, queueName) => delayIn(queueName)(receiptHandle, delay),
    async handle({ message, receiptHandle, queueName, receiveCount, log }) {
      const { job_id, file_id, task, max_retries } = message.payload;
      const release = hold((hidden) => delayIn(queueName)(receiptHandle, hidden), log);
      try {
        const signal = AbortSignal.timeout(seconds * 1000);
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

/** A delivery can only be delayed in the queue it came from; the last part of a queue's URL is its name. */
function createDelays(queueUrls: readonly string[]): (queueName: string) => DelayRetry {
  const client = createSqs();
  const delays = new Map(
    queueUrls.map((queueUrl) => [queueUrl.split('/').at(-1), createDelayRetry({ client, queueUrl })] as const),
  );
  return (queueName) => {
    const delay = delays.get(queueName);
    if (delay === undefined) throw new TypeError(`${queueName} is none of the queues in QUEUES`);
    return delay;
  };
}
