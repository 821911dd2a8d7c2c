import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DeploymentError } from './errors.ts';

export type Account = { readonly bootstrapped: boolean };
type Who = { readonly profile: string | undefined; readonly region: string };

/** Asks the account whether it can be deployed to. Throws DeploymentError when there are no credentials or no permission. */
export async function lookAtAccount(who: Who): Promise<Account> {
  const client = new CloudFormationClient({
    region: who.region,
    ...(who.profile !== undefined && { profile: who.profile }),
    maxAttempts: 2,
  });
  try {
    await client.send(new DescribeStacksCommand({ StackName: 'CDKToolkit' }));
    return { bootstrapped: true };
  } catch (error) {
    if (isMissingStack(error)) return { bootstrapped: false };
    throw explain(error, who);
  } finally {
    client.destroy();
  }
}

function isMissingStack(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist');
}

const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired']);
const REFUSED = new Set(['InvalidClientTokenId', 'UnrecognizedClientException', 'SignatureDoesNotMatch']);
const FORBIDDEN = new Set(['AccessDenied', 'AccessDeniedException']);

/** What went wrong with the account, and what to do about it. */
export function explain(cause: unknown, { profile, region }: Who): DeploymentError {
  const name = cause instanceof Error ? cause.name : '';
  const message = cause instanceof Error ? cause.message : String(cause);
  const who = profile === undefined ? 'the default credentials' : `profile ${profile}`;
  const login = `aws sso login${profile === undefined ? '' : ` --profile ${profile}`}`;
  const say = (text: string) => new DeploymentError(text, { cause });
  if (name === 'CredentialsProviderError' || name === 'TokenProviderError') {
    return say(
      `no AWS credentials (${message})\n  give --profile NAME (aws configure list-profiles names them), sign in with ${login},\n` +
        '  or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    );
  }
  if (EXPIRED.has(name)) return say(`${who} have expired: ${login}`);
  if (REFUSED.has(name)) return say(`AWS does not know ${who} (${name}): check ~/.aws/credentials, or ${login}`);
  if (FORBIDDEN.has(name)) return say(`${who} may not look at CloudFormation in ${region}: ${message}`);
  return say(
    `CloudFormation in ${region} does not answer (${name || 'error'}: ${message}): check --region and the network`,
  );
}
