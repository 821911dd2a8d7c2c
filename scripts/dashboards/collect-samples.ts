import { ListExecutionsCommand, paginateListStateMachines, type SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, ListQueuesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type Execution, measureExecutions } from './measure-executions.ts';
import { measureFunction } from './measure-functions.ts';
import { measureQueue } from './measure-queue.ts';
import { readFunctionLogs } from './read-function-logs.ts';
import type { Measured } from './sample-store.ts';

export type Sources = {
  readonly cloudUrl: string;
  readonly sqs: SQSClient;
  readonly stepFunctions: SFNClient;
  /** Whatever happened before is left out: milliseconds since 1970. */
  readonly since: number;
  readonly now: number;
};

const PREFIX = 'sluice-';

/** Everything the local cloud can tell of the functions, queues and machines of ours. */
export async function collectSamples(sources: Sources): Promise<readonly Measured[]> {
  const { cloudUrl, since } = sources;
  const [logs, executions, queues] = await Promise.all([
    readFunctionLogs(cloudUrl, since),
    askMachines(sources),
    askQueues(sources),
  ]);
  // A line that was written late lies in the log at a later time than the one it was measured at.
  return [...logs.flatMap(measureFunction), ...executions, ...queues].filter(({ sample }) => sample.at >= since);
}

async function askMachines({ stepFunctions, since }: Sources): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for await (const { stateMachines = [] } of paginateListStateMachines({ client: stepFunctions }, {})) {
    for (const { stateMachineArn: arn, name } of stateMachines) {
      if (arn !== undefined && name?.startsWith(PREFIX)) {
        measured.push(...measureExecutions(arn, await listExecutions(stepFunctions, arn, since)));
      }
    }
  }
  return measured;
}

async function listExecutions(
  client: SFNClient,
  stateMachineArn: string,
  since: number,
): Promise<readonly Execution[]> {
  const found: Execution[] = [];
  let nextToken: string | undefined;
  let oldest = Number.POSITIVE_INFINITY;
  do {
    const page = await client.send(
      new ListExecutionsCommand({ stateMachineArn, maxResults: 1000, ...(nextToken && { nextToken }) }),
    );
    nextToken = page.nextToken;
    for (const { status = '', startDate, stopDate } of page.executions ?? []) {
      const startedAt = startDate?.getTime() ?? 0;
      oldest = Math.min(oldest, startedAt);
      if (startedAt >= since) found.push({ status, startedAt, endedAt: stopDate?.getTime() });
    }
    // The newest come first.
  } while (nextToken !== undefined && oldest >= since);
  return found;
}

async function askQueues({ sqs, now }: Sources): Promise<readonly Measured[]> {
  const { QueueUrls: urls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: PREFIX, MaxResults: 1000 }));
  const states = await Promise.all(
    urls.map(async (QueueUrl) => {
      const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      return {
        name: QueueUrl.slice(QueueUrl.lastIndexOf('/') + 1),
        visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
        notVisible: Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0),
      };
    }),
  );
  return states.flatMap((state) => measureQueue(state, now));
}
