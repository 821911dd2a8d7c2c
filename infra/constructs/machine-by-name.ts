import { ArnFormat } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ServiceStack } from '../service-stack.ts';

/** What may be done with a machine known by its name alone. */
export class MachineByName {
  readonly arn: string;

  constructor(stack: ServiceStack, name: string) {
    this.arn = stack.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: stack.physicalName(name),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  grantStart(grantee: IGrantable): void {
    this.#grant(grantee, 'states:StartExecution');
  }

  grantDescribe(grantee: IGrantable): void {
    this.#grant(grantee, 'states:DescribeStateMachine');
  }

  /** To end a task that waits, and to say that work on it goes on. */
  grantAnswer(grantee: IGrantable): void {
    this.#grant(grantee, 'states:SendTaskFailure', 'states:SendTaskHeartbeat', 'states:SendTaskSuccess');
  }

  grantFail(grantee: IGrantable): void {
    this.#grant(grantee, 'states:SendTaskFailure');
  }

  #grant(grantee: IGrantable, ...actions: readonly string[]): void {
    grantee.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [this.arn] }));
  }
}
