import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { acknowledge } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

export type ConsumeQueueProps = {
  readonly queue: Queue;
  readonly consumer: ServiceFunction;
  /** Messages given to one call. */
  readonly batchSize: number;
  /** Calls at the same time, at least 2. @default as many as Lambda likes */
  readonly maxConcurrency?: number;
};

/** Gives the messages of a queue to a function, which says of each whether it was handled. */
export function consumeQueue({ queue, consumer, batchSize, maxConcurrency }: ConsumeQueueProps): void {
  consumer.lambda.addEventSource(
    new SqsEventSource(queue, { batchSize, reportBatchItemFailures: true, ...(maxConcurrency && { maxConcurrency }) }),
  );
  acknowledge(consumer.lambda, {
    'Serverless-LambdaEventSourceMappingDestination': 'a queue keeps what failed itself: it has dead letters',
  });
}
