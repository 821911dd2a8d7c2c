import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createApp, synthesize } from './testing/synthesize.ts';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/c';
const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.optional(z.record(z.string(), z.unknown())) }),
  ),
  Outputs: z._default(z.record(z.string(), z.unknown()), {}),
});

async function apiTemplate(context: Readonly<Record<string, string>>, stack = 'api') {
  const app = await createApp('aws', context);
  return z.parse(templateSchema, app.synth().getStackByName(`sluice-dev-${stack}`).template);
}

describe('a domain of one’s own', () => {
  it('serves the stage of the API over TLS 1.2 or newer, with the certificate given', async () => {
    const { Resources, Outputs } = await apiTemplate({ domainName: 'api.example.com', certificateArn: CERTIFICATE });
    const [domainId, domain] =
      Object.entries(Resources).find(([, { Type }]) => Type === 'AWS::ApiGateway::DomainName') ?? [];
    expect(domain?.Properties).toMatchObject({
      DomainName: 'api.example.com',
      RegionalCertificateArn: CERTIFICATE,
      SecurityPolicy: 'TLS_1_2',
      EndpointConfiguration: { Types: ['REGIONAL'] },
    });
    const rest = Object.values(Resources).find(({ Type }) => Type === 'AWS::ApiGateway::RestApi');
    expect(rest?.Properties).toMatchObject({ DisableExecuteApiEndpoint: true });
    const mapping = Object.values(Resources).find(({ Type }) => Type === 'AWS::ApiGateway::BasePathMapping');
    expect(mapping?.Properties).toMatchObject({ DomainName: { Ref: domainId }, Stage: expect.anything() });
    expect(mapping?.Properties).not.toHaveProperty('BasePath');
    expect(JSON.stringify(Outputs.DomainTarget)).toContain('RegionalDomainName');
  });

  it('may be called back: uploads know its origin', async () => {
    const context = { domainName: 'api.example.com', certificateArn: CERTIFICATE };
    const { Resources } = await apiTemplate(context, 'upload');
    expect(JSON.stringify(Resources)).toContain('"API_ORIGIN":"https://api.example.com"');
  });

  it('is there only when it is asked for', async () => {
    expect((await synthesize('aws')).ofType('AWS::ApiGateway::DomainName')).toEqual([]);
    expect((await synthesize('aws')).ofType('AWS::ApiGateway::RestApi')[0]?.Properties).not.toHaveProperty(
      'DisableExecuteApiEndpoint',
    );
  });
});
