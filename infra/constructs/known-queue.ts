import { Queue, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Observed, ObservedPart } from '../dashboards/observed-part.ts';
import { ServiceStack } from '../service-stack.ts';

export type KnownQueueProps = Omit<QueueProps, 'queueName'> & {
  /** What lies in it, for people. */
  readonly label: string;
  readonly kind: 'queue' | 'dead letters';
};

/** SQS allows 80 characters. */
const MAX_NAME = 80;

/** A queue named by where it stands in the tree, such as `sluice-dev-process-ImageJobs-Queue`. */
export class KnownQueue extends Queue implements Observed {
  readonly observed: ObservedPart;

  constructor(scope: Construct, id: string, { label, kind, ...props }: KnownQueueProps) {
    const name = [...scope.node.path.split('/'), id].join('-');
    if (name.length > MAX_NAME) throw new Error(`queue name "${name}" is longer than ${MAX_NAME}: nest it less deep`);
    super(scope, id, { ...props, queueName: name });
    this.observed = { kind, label, name, service: ServiceStack.of(this).service };
  }
}
