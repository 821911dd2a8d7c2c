import { dirname, join } from 'node:path';
import { LOCAL_REGION } from '../embedded/emulator-environment.ts';
import { findNode } from '../embedded/find-node.ts';
import { runCommand } from '../processes/run-command.ts';

export class CdkError extends Error {
  override readonly name = 'CdkError';
}

export type CdkRequest = {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly endpoint: string;
  /** An empty folder: keeps the developer's AWS profiles and the CDK's own caches out. */
  readonly home: string;
  readonly log: (line: string) => void;
};

const projectRoot = join(import.meta.dirname, '..', '..');

/**
 * Runs the pinned `cdk` against a local cloud, and only there: it sees no credentials but the local ones, so a
 * mistake here cannot reach an account. Throws CdkError with the end of what it printed.
 */
export const runCdk = async ({ args, cwd, endpoint, home, log }: CdkRequest): Promise<void> => {
  const node = findNode(projectRoot);
  const cdk = join(projectRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const result = await runCommand(node, [cdk, ...args, '--no-notices', '--no-color'], {
    cwd,
    env: {
      PATH: [dirname(node), join(projectRoot, 'node_modules', '.bin'), process.env.PATH ?? ''].join(':'),
      HOME: home,
      CI: 'true',
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: LOCAL_REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    },
    onLine: log,
  });
  if (result.code === 0) return;
  throw new CdkError(
    `cdk ${args.join(' ')} ended with ${result.code}:\n${result.output.trim().split('\n').slice(-30).join('\n')}`,
  );
};
