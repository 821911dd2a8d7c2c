import { describe, expect, it } from 'vitest';
import { parseArguments } from './parse-arguments.ts';
import { VALID_FLAGS } from './testing.ts';

const parse = (...flags: readonly string[]) => parseArguments('deploy', [...VALID_FLAGS, ...flags], {});

describe('the flags of a deployment', () => {
  it('have defaults for all but where', () => {
    expect(parse()).toEqual({
      command: 'deploy',
      profile: undefined,
      region: 'eu-west-1',
      env: 'prod',
      issuer: { url: 'https://login.example.com' },
      origins: undefined,
      domain: undefined,
      load: { filesPerMonth: 10_000, megabytesPerFile: 2 },
      yes: false,
      dryRun: false,
      verbose: false,
    });
  });

  it('take the region from the environment when there is no flag', () => {
    const issuer = ['--issuer-url', 'https://login.example.com'];
    expect(parseArguments('deploy', issuer, { AWS_REGION: 'us-gov-west-1' }).region).toBe('us-gov-west-1');
    expect(parseArguments('destroy', [], { AWS_DEFAULT_REGION: 'us-east-1' }).region).toBe('us-east-1');
  });

  it.each([
    ['a flag nobody knows', ['--stage', 'x'], /stage/],
    ['an argument without a flag', ['prod'], /prod/],
    ['a region that is none', ['--region', 'Ireland'], /"Ireland" is no region/],
    ['an env that is no part of a name', ['--env', 'My-Env'], /My-Env.*a letter first/],
    ['an issuer in the clear', ['--issuer-url', 'http://login.example.com'], /keys must come over https/],
    ['an issuer that is no URL', ['--issuer-url', 'login'], /https/],
    ['origins with a path', ['--origins', 'https://a.example.com/app'], /no web origin/],
    ['every origin', ['--origins', '*'], /no web origin/],
    ['a domain without a certificate', ['--domain', 'api.example.com'], /go together/],
    ['a negative load', ['--files-per-month=-1'], /--files-per-month -1 is no number/],
    ['a load in words', ['--megabytes-per-file', 'two'], /--megabytes-per-file two is no number/],
  ])('refuse %s, saying what to give', (_, flags, message) => {
    expect(() => parse(...flags)).toThrow(message);
    expect(() => parse(...flags)).toThrow(expect.objectContaining({ name: 'DeploymentError', exitCode: 2 }));
  });

  it('want no issuer: a deployment without one has a user pool', () => {
    const region = ['--region', 'eu-west-1'];
    expect(parseArguments('deploy', region, {}).issuer).toBeUndefined();
    expect(parseArguments('destroy', region, {}).issuer).toBeUndefined();
  });

  it('say where the tokens of an issuer say what', () => {
    const own = ['--audience', 'files', '--client-ids', 'cli,web', '--tenant-claim', 'org', '--roles-claim', 'a.roles'];
    expect(parse(...own).issuer).toEqual({
      url: 'https://login.example.com',
      audience: 'files',
      clientIds: 'cli,web',
      tenantClaim: 'org',
      rolesClaim: 'a.roles',
    });
    expect(() => parseArguments('deploy', ['--region', 'eu-west-1', '--tenant-claim', 'org'], {})).toThrow(
      '--tenant-claim is for an issuer of your own',
    );
  });

  it('want a region', () => {
    expect(() => parseArguments('destroy', [], {})).toThrow('no region: give one such as --region eu-west-1');
  });
});
