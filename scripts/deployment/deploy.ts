import { join } from 'node:path';
import * as z from 'zod/mini';
import { countStanding } from '../cost/count-standing.ts';
import { describeEstimate } from '../cost/describe-estimate.ts';
import { estimateMonthlyCost } from '../cost/estimate-monthly-cost.ts';
import { confirm } from './confirm.ts';
import type { DeploymentDeps } from './deps.ts';
import { nextCommands, outputsSchema } from './next-commands.ts';
import type { DeploymentArguments } from './parse-arguments.ts';
import { synthesize } from './synthesize.ts';

/**
 * Shows what a deployment costs and changes, asks, deploys, and says what to do next. Answers the exit code. Throws
 * DeploymentError.
 */
export async function deploy(deps: DeploymentDeps, args: DeploymentArguments): Promise<number> {
  const { cdk, tell, folder } = deps;
  const { directory, stacks } = await synthesize(deps, args);
  const estimate = estimateMonthlyCost(args.load, countStanding(stacks, deps.operations));
  for (const line of ['', ...describeEstimate(args.load, estimate), '']) tell(line);

  const { bootstrapped } = await deps.lookAtAccount(args);
  await cdk(['diff', '--app', directory], { shown: true });
  if (args.dryRun) {
    tell('nothing was deployed: this was a dry run');
    return 0;
  }
  const bootstrap = bootstrapped ? '' : ', and the bucket and roles CDK deploys with (cdk bootstrap)';
  if (!(await confirm(deps, args, `deploy ${args.env} to ${args.region}${bootstrap}? [y/N] `))) {
    tell('nothing was deployed');
    return 1;
  }
  if (!bootstrapped) await cdk(['bootstrap', '--app', directory], { shown: true });
  const outputsFile = join(folder, `outputs-aws-${args.env}.json`);
  await cdk(
    [
      ...['deploy', '--all', '--app', directory, '--outputs-file', outputsFile],
      ...['--require-approval', 'never', '--concurrency', '4', '--progress', 'events'],
    ],
    { shown: true },
  );
  const outputs = z.parse(outputsSchema, deps.readJson(outputsFile));
  for (const line of ['', `✔ ${args.env} is deployed to ${args.region}`, '', ...nextCommands(outputs, args)])
    tell(line);
  return 0;
}
