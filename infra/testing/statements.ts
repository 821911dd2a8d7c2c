import * as z from 'zod/mini';
import { type Resource, synthesize } from './synthesize.ts';

const list = z.pipe(
  z.union([z.unknown(), z.array(z.unknown())]),
  z.transform((value) => (Array.isArray(value) ? value : [value])),
);
const statementSchema = z.object({
  Effect: z.string(),
  Action: list,
  Resource: z.optional(list),
  Principal: z.optional(z.unknown()),
  Condition: z.optional(z.unknown()),
});
export type Statement = z.infer<typeof statementSchema>;

export const aws = await synthesize('aws');
const documentsOf = ({ Properties: { PolicyDocument, KeyPolicy, AssumeRolePolicyDocument, Policies } }: Resource) =>
  [
    PolicyDocument,
    KeyPolicy,
    AssumeRolePolicyDocument,
    // Of a user pool they are about passwords.
    ...(Array.isArray(Policies) ? Policies : []).map((p: { PolicyDocument: unknown }) => p.PolicyDocument),
  ].filter((document) => document !== undefined);
/** What a resource's policies allow. */
export const allowed = (resource: Resource): readonly Statement[] =>
  documentsOf(resource)
    .flatMap(({ Statement }) => z.parse(z.array(statementSchema), Statement))
    .filter(({ Effect }) => Effect === 'Allow');

export const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
export const functions = aws.ofType('AWS::Lambda::Function');
export const roleOf = (fn: Resource): string => fn.Properties.Role['Fn::GetAtt'][0];

/** Every statement of the role of a function, its own policy and those other stacks attach to it. */
export function statementsOf(name: string): readonly Statement[] {
  const fn = functions.find(({ Properties }) => Properties.FunctionName === `sluice-dev-${name.replace('/', '-')}`);
  if (fn === undefined) throw new Error(`no function ${name}`);
  return aws
    .ofType('AWS::IAM::Policy')
    .filter(({ stack, Properties }) => stack === fn.stack && text(Properties.Roles).includes(`"${roleOf(fn)}"`))
    .flatMap(allowed);
}
/** What a function may do, besides its log, its traces and its keys. */
export const actionsOf = (name: string): readonly string[] =>
  [...new Set(statementsOf(name).flatMap(({ Action }) => Action.map(text)))]
    .filter((a) => !/^(xray|logs|kms):/.test(a))
    .sort();
