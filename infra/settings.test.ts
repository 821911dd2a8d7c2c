import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';

const valid = { target: 'aws', env: 'prod', issuerUrl: 'https://issuer.example.com' };
const read = (context: Record<string, unknown>) => readSettings((key) => context[key]);

describe('the settings of a deployment', () => {
  it('are aws and dev unless something else is said', () => {
    const { env, target, allowedOrigins } = read({ issuerUrl: valid.issuerUrl });
    expect([target.name, env, allowedOrigins]).toEqual(['aws', 'dev', 'http://localhost:5173']);
  });

  it('take every value from the context', () => {
    const settings = read({ ...valid, target: 'embedded', allowedOrigins: 'https://a.example' });
    expect(settings).toMatchObject({
      env: 'prod',
      tokens: { issuerUrl: valid.issuerUrl },
      allowedOrigins: 'https://a.example',
    });
    expect(settings.target.name).toBe('embedded');
  });

  it('refuse an issuer in the clear on AWS, because whoever is on the way could sign tokens', () => {
    expect(() => read({ ...valid, issuerUrl: 'http://issuer.example.com' })).toThrow(/"http:\/\/issuer.*use an https/);
  });

  it.each(['localstack', 'embedded'])('accept an issuer in the clear on %s', (target) => {
    expect(read({ ...valid, target, issuerUrl: 'http://127.0.0.1:4570' }).tokens.issuerUrl).toBe(
      'http://127.0.0.1:4570',
    );
  });

  it.each(['aws', 'embedded'])('refuse an issuer that is no web address on %s', (target) => {
    expect(() => read({ ...valid, target, issuerUrl: 'file:///etc/keys' })).toThrow(/https/);
  });

  it('take a domain with its certificate', () => {
    const domain = { domainName: 'api.example.com', certificateArn: 'arn:aws:acm:eu-west-1:1:certificate/c' };
    expect(read({ ...valid, ...domain }).domain).toEqual({
      name: 'api.example.com',
      certificateArn: domain.certificateArn,
    });
    expect(read(valid)).not.toHaveProperty('domain');
  });

  it.each([
    ['a domain without a certificate', { domainName: 'api.example.com' }, /go together/],
    ['a certificate without a domain', { certificateArn: 'arn:c' }, /go together/],
    ['a URL for a domain', { domainName: 'https://api.example.com', certificateArn: 'arn:c' }, /no host name/],
    ['a domain on a laptop', { target: 'embedded', domainName: 'a.example.com', certificateArn: 'arn:c' }, /embedded/],
  ])('refuse %s', (_, context, message) => {
    expect(() => read({ ...valid, ...context })).toThrow(message);
  });

  it('name a scanner beside the local cloud, with what it takes', () => {
    const local = { ...valid, target: 'embedded' };
    expect(read(local)).not.toHaveProperty('clamd');
    const clamdAddress = '127.0.0.1:3310';
    expect(read({ ...local, clamdAddress }).clamd).toEqual({ address: clamdAddress, maxBytes: 26_214_400 });
    expect(read({ ...local, clamdAddress, clamdMaxBytes: '1000' }).clamd?.maxBytes).toBe(1000);
    expect(() => read({ ...local, clamdAddress: 'here' })).toThrow(/no address.*host:port/);
    expect(() => read({ ...local, clamdAddress, clamdMaxBytes: '25M' })).toThrow(/StreamMaxLength/);
    expect(() => read({ ...valid, target: 'aws', clamdAddress })).toThrow(/no network of yours/);
  });

  it('need no issuer on AWS, where the deployment has a user pool then', () => {
    expect(read({ target: 'aws' }).tokens).toEqual({
      audience: 'sluice',
      clientIds: '',
      tenantClaim: 'tenant_id',
      rolesClaim: 'roles',
    });
  });

  it.each(['localstack', 'embedded'])('refuse to go without an issuer on %s, which has no user pools', (target) => {
    expect(() => read({ target })).toThrow(new RegExp(`${target} has none.*-c issuerUrl=`));
  });

  it('say where the tokens of an issuer of one’s own say what, and who asks for them', () => {
    const own = {
      audience: 'https://files.example.com',
      clientIds: 'cli,console',
      tenantClaim: 'https://example.com/tenant',
      rolesClaim: 'resource_access.sluice.roles',
    };
    expect(read({ ...valid, ...own }).tokens).toEqual({ issuerUrl: valid.issuerUrl, ...own });
  });

  it.each(['tenantClaim', 'rolesClaim', 'clientIds'])('refuse %s for a user pool, which knows its own', (name) => {
    expect(() => read({ [name]: 'x' })).toThrow(`${name} is for an issuer of your own`);
  });

  it.each(['tenantClaim', 'rolesClaim', 'clientIds', 'audience'])('refuse a %s with a space in it', (name) => {
    expect(() => read({ ...valid, [name]: 'a b' })).toThrow(`${name} "a b" is no such name`);
  });

  it('refuse a client with the name of the audience, whose identity tokens would pass for access tokens', () => {
    expect(() => read({ ...valid, clientIds: 'cli,sluice' })).toThrow(/clientIds has the audience "sluice"/);
  });

  it('refuse a name that no domain of a user pool may have, before anything is deployed', () => {
    expect(() => read({ env: 'myaws' })).toThrow(/"myaws".*aws, amazon or cognito/);
    expect(read({ ...valid, env: 'myaws' }).env).toBe('myaws');
  });

  it('refuse a target nobody knows', () => {
    expect(() => read({ ...valid, target: 'azure' })).toThrow(/"azure".*aws, localstack, embedded/);
  });

  it.each(['', 'Prod', '1st', 'a-b', 'averylongname1'])(
    'refuse the env "%s" where it cannot be part of a name',
    (env) => {
      if (env === '') expect(read({ ...valid, env }).env).toBe('dev');
      else expect(() => read({ ...valid, env })).toThrow(/does not fit into physical names/);
    },
  );
});
