import {
  type CloudFormationClient,
  DescribeStackResourcesCommand,
  paginateListExports,
} from '@aws-sdk/client-cloudformation';
import type { SynthesizedStack, TemplateResource } from '../../deploy/read-assembly.ts';
import type { DeployedResource } from './fix-up.ts';
import { type References, resolveValue } from './resolve-value.ts';

const exportsOf = async (cloudFormation: CloudFormationClient): Promise<References['exports']> => {
  const exports = new Map<string, string>();
  for await (const page of paginateListExports({ client: cloudFormation }, {})) {
    for (const { Name = '', Value = '' } of page.Exports ?? []) exports.set(Name, Value);
  }
  return exports;
};

const resourcesOf = async (
  cloudFormation: CloudFormationClient,
  { name, template }: SynthesizedStack,
): Promise<References['resources']> => {
  const { StackResources = [] } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: name }));
  const physicalIds = new Map(StackResources.map((r) => [r.LogicalResourceId, r.PhysicalResourceId]));
  return new Map(
    Object.entries(template.Resources ?? {}).flatMap(([logicalId, { Type: type }]) => {
      const physicalId = physicalIds.get(logicalId);
      return physicalId === undefined ? [] : [[logicalId, { type, physicalId }] as const];
    }),
  );
};

/** The deployed resources of the types in `wanted`, with only the properties named there, resolved. */
export const deployedResources = async (
  cloudFormation: CloudFormationClient,
  stacks: readonly SynthesizedStack[],
  wanted: Readonly<Record<string, readonly string[]>>,
): Promise<readonly DeployedResource[]> => {
  const exports = await exportsOf(cloudFormation);
  const ofStack = async (stack: SynthesizedStack): Promise<DeployedResource[]> => {
    const resources = await resourcesOf(cloudFormation, stack);
    const pick = ({ Type, Properties = {} }: TemplateResource) =>
      Object.fromEntries(
        Object.entries(Properties)
          .filter(([name]) => wanted[Type]?.includes(name))
          .map(([name, value]) => [name, resolveValue(value, { resources, exports })]),
      );
    return Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, resource]) => {
      const properties = pick(resource);
      const deployed = resources.get(logicalId);
      if (deployed === undefined || Object.keys(properties).length === 0) return [];
      return [{ type: deployed.type, physicalId: deployed.physicalId, properties }];
    });
  };
  return (await Promise.all(stacks.map(ofStack))).flat();
};
