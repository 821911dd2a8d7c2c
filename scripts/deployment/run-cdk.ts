import { spawn } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import type { DeploymentDeps } from './deps.ts';
import { DeploymentError } from './errors.ts';
import type { DeploymentArguments } from './parse-arguments.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What `cdk` sees: the account of the flags, and no endpoint that a local cloud has left in the shell. */
export function cdkEnvironment(
  { profile, region }: Pick<DeploymentArguments, 'profile' | 'region'>,
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const clean = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_ENDPOINT_URL')));
  return {
    ...clean,
    PATH: [dirname(process.execPath), env.PATH ?? ''].join(delimiter),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    ...(profile !== undefined && { AWS_PROFILE: profile }),
  };
}

export function createRunCdk(
  root: string,
  args: Pick<DeploymentArguments, 'profile' | 'region'>,
  env: NodeJS.ProcessEnv,
): DeploymentDeps['cdk'] {
  const program = join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  return (words, { shown = false } = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [program, ...words, '--no-notices'], {
        cwd: root,
        env: cdkEnvironment(args, env),
        stdio: shown ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (chunk: string) => {
          output = (output + chunk).slice(-4000);
        });
      }
      // It ends by itself and leaves the stacks as CloudFormation leaves them; whoever told us to stop waits for that.
      const forward = (signal: NodeJS.Signals) => child.kill(signal);
      for (const signal of SIGNALS) process.on(signal, forward);
      child.on('error', (cause) =>
        reject(new DeploymentError(`could not run ${program}: ${cause.message}`, { cause })),
      );
      child.on('close', (code, signal) => {
        for (const name of SIGNALS) process.off(name, forward);
        if (code === 0) resolve();
        else {
          const end = output.trim().split('\n').slice(-12).join('\n');
          reject(
            new DeploymentError([`cdk ${words[0]} ended with ${code ?? signal}`, end].filter(Boolean).join(':\n')),
          );
        }
      });
    });
}
