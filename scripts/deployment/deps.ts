import type { SynthesizedStack } from '../../localstack/deploy/read-assembly.ts';
import type { Account } from './account.ts';
import type { DeploymentArguments } from './parse-arguments.ts';

/** What deploying and destroying work with. */
export type DeploymentDeps = {
  /** Runs the pinned `cdk`; its output goes to the terminal when it is `shown`. Throws DeploymentError when it fails. */
  readonly cdk: (args: readonly string[], options?: { readonly shown?: boolean }) => Promise<void>;
  readonly lookAtAccount: (who: Pick<DeploymentArguments, 'profile' | 'region'>) => Promise<Account>;
  readonly readAssembly: (directory: string) => readonly SynthesizedStack[];
  readonly readJson: (file: string) => unknown;
  /** Undefined when there is nobody to ask. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly tell: (line: string) => void;
  /** `.sluice` of the project: assemblies and outputs. */
  readonly folder: string;
  /** Operations of the API: each has metrics of its own. */
  readonly operations: number;
};
