import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { ALL_ROUTES } from '@sluice/contracts';
import { readAssembly } from '../../localstack/deploy/read-assembly.ts';
import { lookAtAccount } from './account.ts';
import { deploy } from './deploy.ts';
import type { DeploymentDeps } from './deps.ts';
import { destroy } from './destroy.ts';
import { DeploymentError } from './errors.ts';
import { parseArguments } from './parse-arguments.ts';
import { createRunCdk } from './run-cdk.ts';

const root = join(import.meta.dirname, '..', '..');
const [command, ...flags] = process.argv.slice(2);

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

try {
  const args = parseArguments(command === 'destroy' ? 'destroy' : 'deploy', flags, process.env);
  const deps: DeploymentDeps = {
    cdk: createRunCdk(root, args, process.env),
    lookAtAccount,
    readAssembly,
    readJson: (file) => JSON.parse(readFileSync(file, 'utf8')),
    ask: process.stdin.isTTY ? ask : undefined,
    tell: (line) => console.error(line),
    folder: join(root, '.sluice'),
    operations: ALL_ROUTES.length,
  };
  process.exitCode = await (args.command === 'destroy' ? destroy : deploy)(deps, args);
} catch (error) {
  const known = error instanceof DeploymentError;
  console.error(known && !flags.includes('--verbose') ? `✖ ${error.message}` : error);
  process.exitCode = known ? error.exitCode : 1;
}
