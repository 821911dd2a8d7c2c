import type { DeploymentDeps } from './deps.ts';
import { DeploymentError } from './errors.ts';
import type { DeploymentArguments } from './parse-arguments.ts';

/** Asks, unless `--yes` was given; anything but `expected` is a no. Throws DeploymentError when there is nobody to ask. */
export async function confirm(
  { ask }: Pick<DeploymentDeps, 'ask'>,
  { yes }: Pick<DeploymentArguments, 'yes'>,
  question: string,
  expected: RegExp = /^y(es)?$/i,
): Promise<boolean> {
  if (yes) return true;
  if (ask === undefined) {
    throw new DeploymentError('there is nobody to ask: give --yes when this is not a terminal', { exitCode: 2 });
  }
  return expected.test((await ask(question)).trim());
}
