import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  type UserPoolDomain,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { ServiceStack } from '../service-stack.ts';
import { acknowledge } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

/** Where `sluice login` listens: the first of them that is free. */
const LOGIN_PORTS = [8976, 8977, 8978];

export type MemberPoolProps = {
  /** Puts tenant and roles into access tokens. */
  readonly addClaims: ServiceFunction;
  /** The group of those who run the platform. */
  readonly operatorsGroup: string;
};

/** The people who may sign in, where no other issuer knows them: invited by an administrator, never by themselves. */
export class MemberPool extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly domain: UserPoolDomain;

  constructor(scope: Construct, id: string, { addClaims, operatorsGroup }: MemberPoolProps) {
    super(scope, id);
    const stack = ServiceStack.of(this);
    this.pool = new UserPool(this, 'Pool', {
      userPoolName: stack.physicalName('members'),
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      // Which of several tenants somebody works for; it opens none they are not a member of.
      customAttributes: { tenant: new StringAttribute({ maxLen: 63, mutable: true }) },
      mfa: Mfa.OPTIONAL,
      // No texts to telephones: numbers get stolen.
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
        passwordHistorySize: 5,
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      // Access tokens with claims of ours need more than Lite; known stolen passwords are refused by Plus only.
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      // With it would go everybody's way in, and the ids that own files.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(this.pool, {
      'AwsSolutions-COG2': 'a second factor is each person’s choice until a deployment asks for it of all',
    });
    this.pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, addClaims.lambda, LambdaVersion.V2_0);
    this.pool.addGroup('Operators', {
      groupName: operatorsGroup,
      description: 'Run the platform, belong to no tenant',
    });
    this.domain = this.pool.addDomain('Domain', {
      // Unique in the region over all accounts.
      cognitoDomain: { domainPrefix: `${stack.physicalName('login')}-${Aws.ACCOUNT_ID}` },
    });
    this.client = this.pool.addClient('CommandLine', {
      userPoolClientName: stack.physicalName('cli'),
      // A secret in a program that everybody has is none: PKCE proves who asked.
      generateSecret: false,
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
        callbackUrls: LOGIN_PORTS.map((port) => `http://localhost:${port}/callback`),
      },
      // Passwords are typed into the pool's own page and nowhere else.
      authFlows: { userSrp: false },
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(7),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
      readAttributes: new ClientAttributes().withStandardAttributes({ email: true, emailVerified: true }),
      // Nobody names their own address or tenant. An empty list would mean all of them.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    });
  }
}
