import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../localstack/processes/run-command.ts';
import { type InstalledTool, installPythonTool } from '../../scripts/install-python-tool.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Kept between runs; each version has a folder of its own. */
const TOOLS = join(ROOT, '.sluice', 'tools');

const run = (command: string, args: readonly string[], cwd?: string) =>
  runCommand(command, args, { env: process.env, ...(cwd !== undefined && { cwd }) });

export const awsCli = () => installPythonTool('awscli', '1.46.3', 'aws');
export const s3cmd = () => installPythonTool('s3cmd', '2.4.0', 's3cmd');

/** rclone of this machine, installed with its package manager where we may; undefined where it cannot be had. */
export async function rclone(): Promise<InstalledTool | undefined> {
  const isThere = async () => (await run('rclone', ['version'])).code === 0;
  if (!(await isThere()) && process.getuid?.() === 0) {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'rclone']);
  }
  return (await isThere()) ? { command: 'rclone', env: process.env } : undefined;
}

const UPPY = {
  5: ['@uppy/core@5.2.0', '@uppy/aws-s3@5.1.0'],
  6: ['@uppy/core@6.3.1', '@uppy/aws-s3@6.3.1'],
} as const;

/** Uppy of that version in a folder of its own, which it answers: two versions cannot lie in one. */
export async function uppy(version: keyof typeof UPPY): Promise<string> {
  const folder = join(TOOLS, `uppy-${UPPY[version][1].split('@').at(-1)}`);
  if (!existsSync(join(folder, 'node_modules', '@uppy', 'aws-s3'))) {
    mkdirSync(folder, { recursive: true });
    const { code, output } = await run(
      'npm',
      ['install', '--prefix', folder, '--no-audit', '--no-fund', ...UPPY[version]],
      folder,
    );
    if (code !== 0) throw new Error(`npm could not install ${UPPY[version].join(', ')}:\n${output}`);
  }
  return folder;
}
