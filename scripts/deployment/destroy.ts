import { confirm } from './confirm.ts';
import type { DeploymentDeps } from './deps.ts';
import { keptResources } from './kept-resources.ts';
import type { DeploymentArguments } from './parse-arguments.ts';
import { synthesize } from './synthesize.ts';

/** Says what will stay, asks for the name of the deployment, and destroys its stacks. Answers the exit code. Throws DeploymentError. */
export async function destroy(deps: DeploymentDeps, args: DeploymentArguments): Promise<number> {
  const { cdk, tell } = deps;
  const { directory, stacks } = await synthesize(deps, args);
  const kept = keptResources(stacks);
  tell('');
  tell(`these ${kept.length} stay, with all that is in them, and go on being paid for:`);
  for (const { type, name } of kept) tell(`  ${type.replace('AWS::', '').padEnd(24)} ${name}`);
  tell(
    `everything else of ${args.env} in ${args.region} goes: functions, queues with their messages, the API and its address`,
  );
  tell('');
  await deps.lookAtAccount(args);
  if (args.dryRun) {
    tell('nothing was destroyed: this was a dry run');
    return 0;
  }
  const name = new RegExp(`^${args.env}$`);
  if (!(await confirm(deps, args, `type ${args.env} to destroy it: `, name))) {
    tell('nothing was destroyed');
    return 1;
  }
  await cdk(['destroy', '--all', '--force', '--app', directory], { shown: true });
  tell(`✔ ${args.env} is destroyed; docs/deployment.md says how to remove what was kept`);
  return 0;
}
