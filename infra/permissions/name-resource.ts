import * as z from 'zod/mini';

const ref = z.object({ Ref: z.string() });
const getAtt = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const join = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const importValue = z.object({ 'Fn::ImportValue': z.string() });

const EXPORT = /^sluice-dev-(\w+):ExportsOutput(?:FnGetAtt|Ref)(\w+?)[0-9A-F]{8}([A-Z][A-Za-z]*?)?[0-9A-F]{8}$/;

/**
 * A value of a template as a person would write it. What another resource is known by becomes `stack/Resource`, whether
 * it lies in this stack or is imported, without the hash CDK puts behind its name; what only AWS knows, `{Region}`.
 */
export function nameResource(stack: string, value: unknown): string {
  if (typeof value === 'string') return value;
  const joined = z.safeParse(join, value);
  if (joined.success) {
    const [separator, parts] = joined.data['Fn::Join'];
    return parts.map((part) => nameResource(stack, part)).join(separator);
  }
  const attribute = z.safeParse(getAtt, value);
  if (attribute.success) {
    const [logicalId, name] = attribute.data['Fn::GetAtt'];
    return qualify(stack, withoutHash(logicalId), name);
  }
  const reference = z.safeParse(ref, value);
  if (reference.success) {
    const name = reference.data.Ref;
    return name.startsWith('AWS::') ? `{${name.slice('AWS::'.length)}}` : `${stack}/${withoutHash(name)}`;
  }
  const imported = z.safeParse(importValue, value);
  const [, owner, logicalId, name = 'Arn'] = (imported.success && EXPORT.exec(imported.data['Fn::ImportValue'])) || [];
  if (owner !== undefined && logicalId !== undefined) return qualify(owner, logicalId, name);
  throw new TypeError(`${JSON.stringify(value)} has no name: teach it to infra/permissions/name-resource.ts`);
}

export function withoutHash(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

function qualify(stack: string, resource: string, attribute: string): string {
  return attribute === 'Arn' ? `${stack}/${resource}` : `${stack}/${resource}.${attribute}`;
}
