import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_ROUTES } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { ROOT, synthesize } from './testing/synthesize.ts';

const aws = await synthesize('aws');
const [rest] = aws.ofType('AWS::ApiGateway::RestApi');
const [stage] = aws.ofType('AWS::ApiGateway::Stage');

type Operation = { 'x-amazon-apigateway-integration': { type: string; uri: unknown } };
const paths: Record<string, Record<string, Operation>> = rest?.Properties.Body.paths;
const operations = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

/** The stack of the function an operation is integrated with; the integration imports the export of that stack. */
const serviceOf = ({ operation }: (typeof operations)[number]): string =>
  /sluice-dev-([a-z]+):ExportsOutputFnGetAttApiFunction/.exec(
    JSON.stringify(operation['x-amazon-apigateway-integration'].uri),
  )?.[1] ?? 'none';

describe('the API', () => {
  it('has every route of the table, a preflight for each path, and nothing else', () => {
    const expected = ALL_ROUTES.flatMap(({ method, path }) => [`${method} ${path}`, `OPTIONS ${path}`]);
    expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...new Set(expected)].sort());
  });

  it('gives each operation whole to the function of its service', () => {
    for (const route of ALL_ROUTES) {
      const found = operations.filter(({ method, path }) => method === route.method && path === route.path);
      expect(found.map(serviceOf)).toEqual([route.service]);
      expect(found[0]?.operation['x-amazon-apigateway-integration'].type).toBe('aws_proxy');
    }
  });

  it('has no operation whose handler is built by anything but the shared edge, which authenticates', () => {
    const services = new Set(operations.map(serviceOf));
    expect([...services].sort()).toEqual(['access', 'catalog', 'operate', 'review', 'upload']);
    for (const service of services) {
      const handler = readFileSync(join(ROOT, 'functions', service, 'api.handler.ts'), 'utf8');
      expect(handler).toMatch(/import \{[^}]*\bapi\b[^}]*\} from '@sluice\/lambda'/);
      expect(handler).toMatch(/export const handler = api\(\{/);
    }
  });

  it('may call those functions, on its stage only, and no other function', () => {
    const permissions = aws
      .ofType('AWS::Lambda::Permission')
      .filter(({ Properties }) => Properties.Principal === 'apigateway.amazonaws.com');
    expect(permissions).toHaveLength(5);
    for (const { Properties } of permissions) {
      const source = JSON.stringify(Properties.SourceArn);
      expect(source).toContain(`{"Ref":"${rest?.logicalId}"}`);
      expect(source).toContain(`{"Ref":"${stage?.logicalId}"}`);
    }
  });

  it('hands forms over as bytes, and nothing else', () => {
    expect(rest?.Properties.BinaryMediaTypes).toEqual(['multipart/form-data']);
    expect(rest?.Properties.Body['x-amazon-apigateway-binary-media-types']).toEqual(['multipart/form-data']);
  });

  it('is throttled', () => {
    expect(stage?.Properties.MethodSettings).toContainEqual(
      expect.objectContaining({
        ResourcePath: '/*',
        HttpMethod: '*',
        ThrottlingRateLimit: 500,
        ThrottlingBurstLimit: 1000,
      }),
    );
  });

  it('turns away an address that asks too often', () => {
    const [acl] = aws.ofType('AWS::WAFv2::WebACL');
    expect(acl?.Properties.Rules).toContainEqual(
      expect.objectContaining({
        Action: { Block: {} },
        Statement: { RateBasedStatement: { AggregateKeyType: 'IP', Limit: 10_000 } },
      }),
    );
    const [association] = aws.ofType('AWS::WAFv2::WebACLAssociation');
    expect(JSON.stringify(association?.Properties.ResourceArn)).toContain(`{"Ref":"${stage?.logicalId}"}`);
    expect(JSON.stringify(association?.Properties.WebACLArn)).toContain(acl?.logicalId);
  });

  it('writes who called which resource, and neither the path nor a header or body', () => {
    const format = stage?.Properties.AccessLogSetting.Format;
    expect(JSON.parse(format)).toMatchObject({ resource_path: '$context.resourcePath', status: '$context.status' });
    expect(format).not.toMatch(/context\.path|authorizer|querystring|header/i);
    for (const { DataTraceEnabled } of stage?.Properties.MethodSettings ?? []) expect(DataTraceEnabled).toBe(false);
  });

  it('waits for the role by which the gateway writes logs', () => {
    const [account] = aws.ofType('AWS::ApiGateway::Account');
    expect(stage?.DependsOn).toContain(account?.logicalId);
  });

  it.each(['aws', 'embedded'] as const)(
    'says its id and stage on %s, from which local URLs are built',
    async (target) => {
      expect((await synthesize(target)).outputsOf('api')).toEqual(expect.arrayContaining(['RestApiId', 'StageName']));
    },
  );
});
