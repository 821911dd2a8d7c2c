import * as z from 'zod/mini';
import { nameResource, withoutHash } from './name-resource.ts';

export type TemplateResource = {
  /** `foundation`, `upload`, … */
  readonly stack: string;
  readonly logicalId: string;
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
};

/** For each role (`stack/Role`) each action with what it may be done to; besides, who may take the role. Sorted. */
export type Permissions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** One, several or none: a template says each in its own way. */
const list = z._default(
  z.pipe(
    z.unknown(),
    z.transform((value): unknown[] => (Array.isArray(value) ? value : [value])),
  ),
  [],
);
const document = z.object({
  Statement: z.array(
    z.object({
      Effect: z.enum(['Allow', 'Deny']),
      Action: list,
      Resource: list,
      Principal: z.optional(z.unknown()),
      Condition: z.optional(z.record(z.string(), z.record(z.string(), z.unknown()))),
    }),
  ),
});
const roleSchema = z.object({
  AssumeRolePolicyDocument: document,
  ManagedPolicyArns: list,
  Policies: z._default(z.array(z.object({ PolicyDocument: document })), []),
});
const policySchema = z.object({ PolicyDocument: document, Roles: z.array(z.unknown()) });

/** What every role of these templates may do. Throws for what it cannot name, so that nothing is left out in silence. */
export function listPermissions(resources: readonly TemplateResource[]): Permissions {
  const roles = new Map<string, Map<string, Set<string>>>();
  const add = (role: string, action: string, on: string): void => {
    const actions = roles.get(role);
    if (actions === undefined) throw new TypeError(`${role} gets permissions and is no role of the templates`);
    actions.set(action, (actions.get(action) ?? new Set()).add(on));
  };
  const addDocument = (role: string, stack: string, { Statement }: z.infer<typeof document>): void => {
    for (const { Effect, Action, Resource, Condition } of Statement) {
      for (const action of Action) {
        for (const on of Resource) {
          const name = `${Effect === 'Deny' ? 'not ' : ''}${nameResource(stack, action)}`;
          add(role, name, `${nameResource(stack, on)}${describeCondition(stack, Condition)}`);
        }
      }
    }
  };

  for (const { stack, logicalId, Properties } of resources.filter(({ Type }) => Type === 'AWS::IAM::Role')) {
    const role = `${stack}/${withoutHash(logicalId)}`;
    if (roles.has(role)) throw new TypeError(`two roles are named ${role}: give one of them another construct id`);
    roles.set(role, new Map());
    const { AssumeRolePolicyDocument, ManagedPolicyArns, Policies } = z.parse(roleSchema, Properties);
    for (const { Principal, Condition } of AssumeRolePolicyDocument.Statement) {
      add(role, '(is taken by)', `${describePrincipal(stack, Principal)}${describeCondition(stack, Condition)}`);
    }
    for (const arn of ManagedPolicyArns) add(role, '(has policy)', nameResource(stack, arn));
    for (const { PolicyDocument } of Policies) addDocument(role, stack, PolicyDocument);
  }
  for (const { stack, Type, logicalId, Properties } of resources) {
    if (Type === 'AWS::IAM::ManagedPolicy' || Type === 'AWS::IAM::RolePolicy') {
      throw new TypeError(
        `${stack}/${logicalId} is of the type ${Type}, which is not listed: teach it to listPermissions`,
      );
    }
    if (Type !== 'AWS::IAM::Policy') continue;
    const { PolicyDocument, Roles } = z.parse(policySchema, Properties);
    for (const role of Roles) addDocument(nameResource(stack, role), stack, PolicyDocument);
  }
  return sortedBy(roles, (actions) => sortedBy(actions, (on) => [...on].sort()));
}

function describePrincipal(stack: string, principal: unknown): string {
  const parts = z.parse(z.record(z.string(), list), principal);
  return Object.entries(parts)
    .flatMap(([kind, names]) => names.map((name) => `${kind} ${nameResource(stack, name)}`))
    .sort()
    .join(', ');
}

function describeCondition(stack: string, condition: Record<string, Record<string, unknown>> | undefined): string {
  const parts = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => {
      const values = z.parse(list, value).map((one) => nameResource(stack, one));
      return `${key} ${operator} ${values.sort().join(' or ')}`;
    }),
  );
  return parts.length === 0 ? '' : ` if ${parts.sort().join(' and ')}`;
}

function sortedBy<V, R>(map: ReadonlyMap<string, V>, render: (value: V) => R): Readonly<Record<string, R>> {
  return Object.fromEntries(
    [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, render(value)] as const),
  );
}
