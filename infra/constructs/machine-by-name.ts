import { ArnFormat } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { ServiceStack } from '../service-stack.ts';
import { acknowledge } from './acknowledge.ts';

/** What may be done with a machine known by its name alone. */
export class MachineByName {
  readonly arn: string;
  readonly #name: string;
  readonly #executions: string;

  constructor(stack: ServiceStack, name: string) {
    this.#name = stack.physicalName(name);
    this.arn = stack.formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: this.#name,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.#executions = stack.formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.#name}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  grantStart(grantee: IGrantable): void {
    this.#grant(grantee, 'states:StartExecution');
  }

  grantDescribe(grantee: IGrantable): void {
    this.#grant(grantee, 'states:DescribeStateMachine');
  }

  /** To ask what has become of its executions. */
  grantDescribeExecutions(grantee: Role): void {
    grantee.addToPolicy(new PolicyStatement({ actions: ['states:DescribeExecution'], resources: [this.#executions] }));
    acknowledge(grantee, {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${this.#name}:*]`]:
        'executions are named after the files they are for, while it runs',
    });
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
