import type { Construct } from 'constructs';
import { FILE_LIFECYCLE, type LifecycleSubstitutions } from '../../statemachines/file-lifecycle.ts';
import { ServiceMachine } from '../constructs/service-machine.ts';
import { ServiceStack, type ServiceStackProps } from '../service-stack.ts';
import type { FoundationStack } from './foundation.ts';
import type { InspectStack } from './inspect.ts';
import type { ProcessStack } from './process.ts';
import type { PublishStack } from './publish.ts';

export type PipelineStackProps = ServiceStackProps & {
  readonly foundation: FoundationStack;
  readonly inspect: InspectStack;
  readonly process: ProcessStack;
  readonly publish: PublishStack;
};

/** The state machine a file flows through. */
export class PipelineStack extends ServiceStack {
  readonly lifecycle: ServiceMachine;

  constructor(scope: Construct, { foundation, inspect, process, publish, ...props }: PipelineStackProps) {
    super(scope, 'pipeline', props);
    const functions = {
      InspectFunctionArn: inspect.inspectFile,
      PublishFunctionArn: publish.publishFile,
      CompensateFunctionArn: publish.compensateFile,
    } satisfies Record<keyof LifecycleSubstitutions, unknown>;
    this.lifecycle = new ServiceMachine(this, 'FileLifecycle', {
      name: 'file-lifecycle',
      definition: FILE_LIFECYCLE,
      functions,
      queues: [process.imageJobs],
      alarms: foundation.alarms,
    });
  }
}
