import { isDeepStrictEqual } from 'node:util';
import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { SynthesizedStack } from './read-assembly.ts';

const describe = async (cloudFormation: CloudFormationClient, name: string): Promise<Stack | undefined> => {
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0];
  } catch (error) {
    // That is how CloudFormation says that there is no such stack.
    if (error instanceof Error && error.name === 'ValidationError') return undefined;
    throw error;
  }
};

const isSettled = (stack: Stack | undefined): stack is Stack =>
  ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'].includes(stack?.StackStatus ?? '');

/** Whether a stack of this name was deployed without an error. */
export const stackExists = async (cloudFormation: CloudFormationClient, name: string): Promise<boolean> =>
  isSettled(await describe(cloudFormation, name));

/**
 * Whether every one of these stacks is deployed with this very template. Asks the cloud itself, because a note of
 * ours would outlive an emulator that forgot everything. Code is part of it: a template names its assets by hash.
 */
export const isDeployed = async (
  cloudFormation: CloudFormationClient,
  stacks: readonly SynthesizedStack[],
): Promise<boolean> => {
  const answers = await Promise.all(
    stacks.map(async ({ name, template }) => {
      if (!(await stackExists(cloudFormation, name))) return false;
      const { TemplateBody } = await cloudFormation.send(new GetTemplateCommand({ StackName: name }));
      return isDeepStrictEqual(JSON.parse(TemplateBody ?? 'null'), JSON.parse(JSON.stringify(template)));
    }),
  );
  return answers.every(Boolean);
};

/** The outputs of each stack, by stack name and output key. */
export const readOutputs = async (
  cloudFormation: CloudFormationClient,
  stacks: readonly SynthesizedStack[],
): Promise<Record<string, Record<string, string>>> =>
  Object.fromEntries(
    await Promise.all(
      stacks.map(async ({ name }) => {
        const outputs = (await describe(cloudFormation, name))?.Outputs ?? [];
        return [name, Object.fromEntries(outputs.map((o) => [o.OutputKey ?? '', o.OutputValue ?? '']))] as const;
      }),
    ),
  );
