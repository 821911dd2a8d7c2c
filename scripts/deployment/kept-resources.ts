import type { SynthesizedStack } from '../../localstack/deploy/read-assembly.ts';

export type Kept = { readonly stack: string; readonly type: string; readonly name: string };

const NAME_PROPERTIES = ['BucketName', 'TableName', 'Description', 'LogGroupName', 'UserPoolName'];

/** What stays in the account when its stack is destroyed, because the template says `DeletionPolicy: Retain`. */
export function keptResources(stacks: readonly SynthesizedStack[]): Kept[] {
  return stacks.flatMap(({ name: stack, template }) =>
    Object.entries(template.Resources ?? {}).flatMap(([logicalId, resource]) =>
      resource.DeletionPolicy === 'Retain' || resource.DeletionPolicy === 'RetainExceptOnCreate'
        ? [{ stack, type: resource.Type, name: nameOf(resource.Properties ?? {}) ?? logicalId }]
        : [],
    ),
  );
}

function nameOf(properties: Readonly<Record<string, unknown>>): string | undefined {
  const value = NAME_PROPERTIES.map((property) => properties[property]).find((candidate) => candidate !== undefined);
  return value === undefined ? undefined : readable(value);
}

/** `{ "Fn::Join": ["", ["sluice-prod-content-", { "Ref": "AWS::AccountId" }]] }` as `sluice-prod-content-<AccountId>`. */
function readable(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(readable).join('');
  if (typeof value !== 'object' || value === null) return '';
  const [[key, inner] = ['', '']] = Object.entries(value);
  if (key === 'Ref') return `<${String(inner).replace('AWS::', '')}>`;
  return Array.isArray(inner) ? readable(inner.slice(1)) : readable(inner);
}
