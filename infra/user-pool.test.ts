import { describe, expect, it } from 'vitest';
import { createApp, type Resource, synthesize } from './testing/synthesize.ts';

const aws = await synthesize('aws');
const only = (type: string): Resource => {
  const [resource, ...more] = aws.ofType(type);
  if (resource === undefined || more.length > 0) throw new Error(`${more.length + 1} of ${type} instead of one`);
  return resource;
};
const pool = () => only('AWS::Cognito::UserPool');
const client = () => only('AWS::Cognito::UserPoolClient').Properties;
const functionNamed = (name: string) =>
  aws.ofType('AWS::Lambda::Function').find(({ Properties }) => Properties.FunctionName === `sluice-dev-${name}`);

describe('the user pool', () => {
  it('is where it was said whose tokens count: nowhere', async () => {
    const app = await createApp('aws', { issuerUrl: 'https://issuer.example.com' });
    const { template } = app.synth().getStackByName('sluice-dev-access');
    expect(JSON.stringify(template)).not.toContain('AWS::Cognito');
    expect(Object.keys(template.Outputs ?? {})).not.toContain('UserPoolId');
    expect(JSON.stringify(template)).toContain('"ISSUER":"https://issuer.example.com"');
  });

  it('is on no laptop', async () => {
    const { resources } = await synthesize('embedded');
    expect(resources.filter(({ Type }) => Type.startsWith('AWS::Cognito'))).toEqual([]);
  });

  it('lets nobody in who was not invited, and tells nobody who there is', () => {
    expect(pool().Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    });
    expect(client().PreventUserExistenceErrors).toBe('ENABLED');
  });

  it('takes long passwords, none that are known to be stolen, and a second factor that is no text message', () => {
    expect(pool().Properties).toMatchObject({
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 3,
          PasswordHistorySize: 5,
        },
      },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
    });
  });

  it('outlives its stack, and cannot be deleted by accident', () => {
    expect(pool()).toMatchObject({ DeletionPolicy: 'Retain', Properties: { DeletionProtection: 'ACTIVE' } });
  });

  it('asks a function of ours what goes into an access token, and may call it for nobody else', () => {
    const fn = functionNamed('access-add-claims');
    const arn = { 'Fn::GetAtt': [fn?.logicalId, 'Arn'] };
    expect(pool().Properties.LambdaConfig).toEqual({
      PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: 'V2_0' },
    });
    const permissions = aws
      .ofType('AWS::Lambda::Permission')
      .filter(({ Properties }) => Properties.Principal === 'cognito-idp.amazonaws.com');
    expect(permissions.map(({ Properties }) => Properties)).toEqual([
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: arn,
        Principal: 'cognito-idp.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': [pool().logicalId, 'Arn'] },
      },
    ]);
    // It waits five seconds for the answer.
    expect(fn?.Properties.Timeout).toBeLessThanOrEqual(5);
  });

  it('has a group for operators, by the name the function knows', () => {
    const group = only('AWS::Cognito::UserPoolGroup').Properties.GroupName;
    expect(functionNamed('access-add-claims')?.Properties.Environment.Variables.OPERATORS_GROUP).toBe(group);
  });

  it('has a domain whose name no other account can have', () => {
    expect(only('AWS::Cognito::UserPoolDomain').Properties.Domain).toEqual({
      'Fn::Join': ['', ['sluice-dev-login-', { Ref: 'AWS::AccountId' }]],
    });
  });

  it('says where to sign in', () => {
    expect(aws.outputsOf('access')).toEqual(expect.arrayContaining(['UserPoolId', 'UserPoolClientId', 'LoginUrl']));
  });
});

describe('the client of the user pool', () => {
  it('signs in by code and has no secret, on the ports of the command line and nowhere else', () => {
    expect(client()).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['openid', 'email'],
      CallbackURLs: [8976, 8977, 8978].map((port) => `http://localhost:${port}/callback`),
      SupportedIdentityProviders: ['COGNITO'],
    });
  });

  it('takes no password itself', () => {
    expect(client().ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
  });

  it('gets tokens for an hour and stays signed in for a week, unless it signs out', () => {
    expect(client()).toMatchObject({
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 10_080,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      EnableTokenRevocation: true,
    });
  });

  it('changes nothing of a person that anything depends on', () => {
    expect(client().ReadAttributes).toEqual(['email', 'email_verified']);
    expect(client().WriteAttributes).toEqual(['locale']);
  });

  it('is the one whose tokens every API takes, and the pool the issuer', () => {
    const apis = aws
      .ofType('AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.FunctionName.endsWith('-api'));
    expect(apis.length).toBeGreaterThanOrEqual(5);
    for (const { stack, Properties } of apis) {
      const { ISSUER, CLIENT_IDS } = Properties.Environment.Variables;
      if (stack === 'access') {
        expect(ISSUER).toEqual({ 'Fn::GetAtt': [pool().logicalId, 'ProviderURL'] });
        expect(CLIENT_IDS).toEqual({ Ref: only('AWS::Cognito::UserPoolClient').logicalId });
      } else {
        expect(JSON.stringify([ISSUER, CLIENT_IDS])).toMatch(
          /Fn::ImportValue.*ProviderURL.*Fn::ImportValue.*RefMembersPoolCommandLine/,
        );
      }
    }
  });
});
