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
import { envSchema } from './job-worker-environment.ts';

export type JobWorker = {
  readonly worker: TaskClass;
  /** What it does. */
  readonly tasks: readonly OfferedTask[];
};

/** Of one job: below what the function has, so that a job that hangs is told apart from a worker that died. */
const TIMEOUT_SECONDS = 50;

/** A worker behind the queues of its class, as its environment names them: a job that fails comes back after a moment, and at last goes to the dead letters. */
export function jobWorker({ worker, tasks }: JobWorker) {
  const queueUrls = Object.values(z.parse(z.record(z.string(), z.string()), JSON.parse(readEnv(envSchema).QUEUES)));
  const delayIn = createDelays(queueUrls);
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
    delayRetry: (receiptHandle, seconds, queueName) => delayIn(queueName)(receiptHandle, seconds),
    async handle({ message, receiveCount, log }) {
      const { job_id, file_id, task, max_retries } = message.payload;
      try {
        const signal = AbortSignal.timeout(TIMEOUT_SECONDS * 1000);
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
