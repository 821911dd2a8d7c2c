import { LOCAL_ACCOUNT, LOCAL_REGION } from '../emulator-environment.ts';

export class UnresolvedReferenceError extends Error {
  override readonly name = 'UnresolvedReferenceError';
}

export type References = {
  /** By logical id. */
  readonly resources: ReadonlyMap<string, { readonly type: string; readonly physicalId: string }>;
  /** What other stacks export, by export name. */
  readonly exports: ReadonlyMap<string, string>;
};

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': LOCAL_ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': LOCAL_REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};

// The ARN of a resource whose `Ref` is a name.
const ARN_OF: Readonly<Record<string, (name: string) => string>> = {
  'AWS::KMS::Key': (id) => `arn:aws:kms:${LOCAL_REGION}:${LOCAL_ACCOUNT}:key/${id}`,
  'AWS::Logs::LogGroup': (name) => `arn:aws:logs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:log-group:${name}:*`,
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A value of a template with its references (Ref, Fn::GetAtt of an Arn, Fn::Join, Fn::ImportValue) replaced by
 * what was deployed. Throws on any other function, rather than applying a setting that is half understood.
 */
export const resolveValue = (value: unknown, references: References): unknown => {
  const resolve = (inner: unknown): unknown => resolveValue(inner, references);
  if (Array.isArray(value)) return value.map(resolve);
  if (!isRecord(value)) return value;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length > 0 || !(name === 'Ref' || name.startsWith('Fn::'))) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
  }
  const found = resolveFunction(name, argument, references, resolve);
  if (found === undefined) {
    throw new UnresolvedReferenceError(`cannot resolve ${JSON.stringify(value)}: teach resolveValue about it`);
  }
  return found;
};

const resolveFunction = (
  name: string,
  argument: unknown,
  { resources, exports }: References,
  resolve: (inner: unknown) => unknown,
): string | undefined => {
  if (name === 'Ref') return PSEUDO[String(argument)] ?? resources.get(String(argument))?.physicalId;
  if (name === 'Fn::ImportValue') return exports.get(String(resolve(argument)));
  if (name === 'Fn::GetAtt' && Array.isArray(argument) && argument[1] === 'Arn') {
    const resource = resources.get(String(argument[0]));
    return resource && ARN_OF[resource.type]?.(resource.physicalId);
  }
  if (name === 'Fn::Join' && Array.isArray(argument)) {
    const parts = resolve(argument[1]);
    return Array.isArray(parts) ? parts.join(String(argument[0])) : undefined;
  }
  return undefined;
};
