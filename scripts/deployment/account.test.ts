import { describe, expect, it } from 'vitest';
import { explain } from './account.ts';
import { apiUrlOf, nextCommands } from './next-commands.ts';
import { cdkEnvironment } from './run-cdk.ts';
import { OUTPUTS } from './testing.ts';

const named = (name: string, message = 'because') => Object.assign(new Error(message), { name });
const who = { profile: 'work', region: 'eu-west-1' };

describe('an account that cannot be deployed to', () => {
  it.each([
    [
      'CredentialsProviderError',
      /^no AWS credentials \(because\)\n {2}give --profile NAME.*aws sso login --profile work/,
    ],
    ['TokenProviderError', /^no AWS credentials/],
    ['ExpiredToken', /^profile work have expired: aws sso login --profile work$/],
    ['InvalidClientTokenId', /^AWS does not know profile work \(InvalidClientTokenId\)/],
    ['AccessDenied', /^profile work may not look at CloudFormation in eu-west-1: because$/],
    ['TimeoutError', /^CloudFormation in eu-west-1 does not answer \(TimeoutError: because\)/],
  ])('says for %s what to do', (name, message) => {
    const cause = named(name);
    expect(explain(cause, who)).toMatchObject({
      name: 'DeploymentError',
      cause,
      message: expect.stringMatching(message),
    });
  });

  it('has no profile in what it says when none was given', () => {
    expect(explain(named('ExpiredToken'), { ...who, profile: undefined }).message).toBe(
      'the default credentials have expired: aws sso login',
    );
  });
});

describe('what cdk sees', () => {
  it('is the account of the flags, whatever a local cloud has left in the shell', () => {
    const env = cdkEnvironment(who, {
      AWS_ENDPOINT_URL: 'http://127.0.0.1',
      AWS_ENDPOINT_URL_S3: 'x',
      AWS_REGION: 'us-east-1',
    });
    expect(env).toMatchObject({ AWS_PROFILE: 'work', AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' });
    expect(Object.keys(env).filter((name) => name.includes('ENDPOINT'))).toEqual([]);
  });
});

describe('what to do after a deployment', () => {
  const args = { ...who, env: 'prod', domain: undefined };

  it('begins with where the API is', () => {
    expect(nextCommands(OUTPUTS, args)[0]).toBe(
      'export SLUICE_API_URL=https://abc123.execute-api.eu-west-1.amazonaws.com/api',
    );
    expect(nextCommands(OUTPUTS, args).at(-1)).toBe('npm run destroy -- --env prod --profile work --region eu-west-1');
  });

  it('is to point the domain at it first', () => {
    const domain = { name: 'api.example.com', certificateArn: 'arn:c' };
    const outputs = { api: { ...OUTPUTS['sluice-prod-api'], DomainTarget: 'd-1.execute-api.eu-west-1.amazonaws.com' } };
    expect(nextCommands(outputs, { ...args, domain }).slice(0, 2)).toEqual([
      'export SLUICE_API_URL=https://api.example.com',
      expect.stringContaining('CNAME d-1.execute-api.eu-west-1.amazonaws.com'),
    ]);
  });

  it('is to look at the stacks when they say nothing', () => {
    expect(apiUrlOf({}, 'eu-west-1')).toBeUndefined();
    expect(nextCommands({}, args)).toEqual([expect.stringContaining('infra/stacks/api.ts')]);
  });
});
