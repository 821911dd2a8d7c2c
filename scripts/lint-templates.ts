import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPython } from '../localstack/embedded/find-python.ts';
import { createEnvironment } from '../localstack/embedded/python-environment.ts';
import { runCommand } from '../localstack/processes/run-command.ts';

/** Synthesizes the stacks for AWS and lints every template with cfn-lint; any error ends it with 1. */

const CFN_LINT = 'cfn-lint==1.58.0';
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, '.sluice', 'cfn-lint');
const assembly = join(root, '.sluice', 'assembly-aws');

const run = (command: string, args: readonly string[]) => runCommand(command, args, { env: process.env });

async function ensureLinter(): Promise<string> {
  const program = join(folder, 'venv', 'bin', 'cfn-lint');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    const python = await findPython(run, process.env.SLUICE_PYTHON);
    const { installPackages } = await createEnvironment({
      folder,
      python,
      run,
      log: () => console.error('installing cfn-lint'),
    });
    await installPackages([CFN_LINT]);
  }
  return program;
}

const synth = await run('cdk', ['synth', '--quiet', '--output', assembly, '--context', 'target=aws']);
if (synth.code !== 0) {
  console.error(synth.output);
  process.exit(1);
}
// W are warnings of style; E are what CloudFormation would refuse.
const lint = await run(await ensureLinter(), [
  '--ignore-checks',
  'W',
  '--regions',
  'eu-west-1',
  '--',
  join(assembly, '*.template.json'),
]);
console.log(lint.output.trim() || 'every template is clean');
process.exitCode = lint.code === 0 ? 0 : 1;
