import * as z from 'zod/mini';
import type { DeploymentArguments } from './parse-arguments.ts';

export const outputsSchema = z.record(z.string(), z.record(z.string(), z.string()));
export type Outputs = z.infer<typeof outputsSchema>;

/** Where the API is, from the outputs of the stacks; undefined when none has them. */
export function apiUrlOf(outputs: Outputs, region: string): string | undefined {
  const api = Object.values(outputs).find(
    ({ RestApiId, StageName }) => RestApiId !== undefined && StageName !== undefined,
  );
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return api && `https://${api.RestApiId}.execute-api.${region}.${suffix}/${api.StageName}`;
}

/** What to do next, ready to paste. */
export function nextCommands(
  outputs: Outputs,
  { region, env, profile, domain }: Pick<DeploymentArguments, 'region' | 'env' | 'profile' | 'domain'>,
): string[] {
  const url = apiUrlOf(outputs, region);
  if (url === undefined) return ['the stacks have no outputs RestApiId and StageName: see infra/stacks/api.ts'];
  const target = Object.values(outputs).find(({ DomainTarget }) => DomainTarget !== undefined)?.DomainTarget;
  const account = `${profile === undefined ? '' : ` --profile ${profile}`} --region ${region}`;
  return [
    `export SLUICE_API_URL=${domain === undefined ? url : `https://${domain.name}`}`,
    ...(domain !== undefined && target !== undefined
      ? [`# point ${domain.name} at it first: CNAME ${target}; until then: curl --connect-to ::${target}:443 …`]
      : []),
    'curl -s $SLUICE_API_URL/health',
    ...signInCommands(outputs, account),
    'npx sluice put photo.jpg',
    `aws logs tail --follow /sluice/${env}/upload/api${account}`,
    `npm run destroy -- --env ${env}${account}`,
  ];
}

/** How somebody gets a token: of the deployment's own user pool, where the first person has to be let in, or of the issuer. */
function signInCommands(outputs: Outputs, account: string): string[] {
  const pool = Object.values(outputs).find(({ UserPoolId }) => UserPoolId !== undefined)?.UserPoolId;
  if (pool === undefined) {
    return [
      'export SLUICE_TOKEN=…   # an access token of your issuer; or npx sluice login --client-id …',
      'curl -s $SLUICE_API_URL/v1/files -H "authorization: Bearer $SLUICE_TOKEN" -F file=@photo.jpg',
    ];
  }
  const admin = (command: string, ...words: readonly string[]) =>
    [`aws cognito-idp ${command} --user-pool-id ${pool}`, ...words, `--username you@example.com${account}`].join(' ');
  return [
    '# the first person gets an e-mail with a password, and runs the platform:',
    admin('admin-create-user', '--user-attributes Name=email,Value=you@example.com Name=email_verified,Value=true'),
    admin('admin-add-user-to-group', '--group-name operators'),
    'npx sluice login',
  ];
}
