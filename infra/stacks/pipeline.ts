import type { Construct } from 'constructs';
import { FILE_LIFECYCLE, type LIFECYCLE_FUNCTIONS, type LIFECYCLE_QUEUES } from '../../statemachines/file-lifecycle.ts';
import type { QueueWithDeadLetters } from '../constructs/queue-with-dead-letters.ts';
import type { ServiceFunction } from '../constructs/service-function.ts';
import { ServiceMachine } from '../constructs/service-machine.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import type { FoundationStack } from './foundation.ts';
import type { InspectStack } from './inspect.ts';
import type { ProcessStack } from './process.ts';
import type { PublishStack } from './publish.ts';
import type { ReviewStack } from './review.ts';
import type { UnderstandStack } from './understand.ts';

export type PipelineStackProps = ServiceStackProps & {
  readonly foundation: FoundationStack;
  readonly inspect: InspectStack;
  readonly process: ProcessStack;
  readonly understand: UnderstandStack;
  readonly review: ReviewStack;
  readonly publish: PublishStack;
};

/** The state machine a file flows through. */
export class PipelineStack extends ServiceStack {
  readonly lifecycle: ServiceMachine;

  constructor(
    scope: Construct,
    { foundation, inspect, process, understand, review, publish, ...props }: PipelineStackProps,
  ) {
    super(scope, 'pipeline', props);
    this.lifecycle = new ServiceMachine(this, 'FileLifecycle', {
      name: 'file-lifecycle',
      definition: FILE_LIFECYCLE,
      functions: {
        InspectFunctionArn: inspect.inspectFile,
        RequestReviewFunctionArn: review.requestReview,
        ExpireReviewFunctionArn: review.expireReview,
        PublishFunctionArn: publish.publishFile,
        CompensateFunctionArn: publish.compensateFile,
      } satisfies Record<(typeof LIFECYCLE_FUNCTIONS)[number], ServiceFunction>,
      queues: { UnderstandQueueUrl: understand.requests } satisfies Record<
        (typeof LIFECYCLE_QUEUES)[number],
        QueueWithDeadLetters
      >,
      // Which of them, the plan of a file says.
      jobQueues: Object.values(process.jobQueues).flatMap(({ all }) => all),
      alarms: foundation.alarms,
    });
  }
}
