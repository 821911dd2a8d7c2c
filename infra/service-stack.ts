import { Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionName } from './function-environments.ts';
import type { Settings } from './settings.ts';

/** What was built before the stacks: they only name it. */
export type Artifacts = {
  /** The folder with the bundle of a function. */
  readonly bundleOf: (name: FunctionName) => string;
  /** The folder of the sharp layer for the target's platform. */
  readonly sharpLayer: string;
  /** … of what reads documents and the text in pictures. */
  readonly documentsLayer: string;
  /** … of the models that local analyzers look with. */
  readonly modelsLayer: string;
};

export type ServiceStackProps = { readonly settings: Settings; readonly artifacts: Artifacts };

/** One service of Sluice: `sluice-<env>-<service>`. Constructs ask the stack they are in for settings and artifacts. */
export class ServiceStack extends Stack {
  readonly service: string;
  readonly settings: Settings;
  readonly artifacts: Artifacts;

  constructor(scope: Construct, service: string, { settings, artifacts }: ServiceStackProps) {
    super(scope, `sluice-${settings.env}-${service}`, { description: `Sluice: ${service} (${settings.target.name})` });
    this.service = service;
    this.settings = settings;
    this.artifacts = artifacts;
    Tags.of(this).add('sluice:env', settings.env);
    Tags.of(this).add('sluice:service', service);
  }

  /** The stack a construct lies in. Throws outside of one. */
  static override of(scope: Construct): ServiceStack {
    const stack = Stack.of(scope);
    if (!(stack instanceof ServiceStack)) {
      throw new Error(`${scope.node.path} needs settings: put it into a ServiceStack`);
    }
    return stack;
  }

  /** `sluice-<env>-<name>`, for what others know by name and not by construct. */
  physicalName(name: string): string {
    return `sluice-${this.settings.env}-${name}`;
  }
}
