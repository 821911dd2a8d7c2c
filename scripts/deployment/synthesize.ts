import { join } from 'node:path';
import type { SynthesizedStack } from '../../localstack/deploy/read-assembly.ts';
import type { DeploymentDeps } from './deps.ts';
import type { DeploymentArguments } from './parse-arguments.ts';

export type Assembly = { readonly directory: string; readonly stacks: readonly SynthesizedStack[] };

/** Writes the templates for AWS into a folder of their own: `cdk bootstrap` and `cdk destroy` rewrite `cdk.out` without bundles. */
export async function synthesize(
  { cdk, readAssembly, folder, tell }: DeploymentDeps,
  { command, env, issuer, origins, domain }: DeploymentArguments,
): Promise<Assembly> {
  const directory = join(folder, `assembly-aws-${command}-${env}`);
  const context = {
    target: 'aws',
    env,
    ...contextOf(issuer),
    ...(origins !== undefined && { allowedOrigins: origins }),
    ...(domain !== undefined && { domainName: domain.name, certificateArn: domain.certificateArn }),
  };
  const settings = Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
  await cdk(['synth', '--quiet', '--output', directory, ...settings]);
  const stacks = readAssembly(directory);
  tell(`✔ ${stacks.length} stacks synthesized for AWS: ${stacks.map(({ name }) => name).join(', ')}`);
  return { directory, stacks };
}

function contextOf(issuer: DeploymentArguments['issuer']): Readonly<Record<string, string>> {
  if (issuer === undefined) return {};
  const { url, ...own } = issuer;
  const given = Object.entries(own).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return { issuerUrl: url, ...Object.fromEntries(given) };
}
