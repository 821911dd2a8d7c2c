import type { AddCommand } from '../cli-deps.ts';
import { EXIT } from '../exit-codes.ts';
import { type CommonOptions, createVerb } from './common-options.ts';

type Options = CommonOptions & { readonly endpoint?: string };

export const addStatus: AddCommand = (program, { terminal, cloud, setExitCode }) => {
  const verb = createVerb('status', 'say what runs and where: {api_url, issuer_url, cloud_url, stacks}', [
    'sluice status',
    'export SLUICE_API_URL=$(sluice status --json | jq -r .api_url)',
  ]).option('--endpoint <url>', 'look at the cloud that runs there');
  verb.action(async ({ json, endpoint }: Options) => {
    const { state, ...status } = await cloud.status(endpoint);
    if (json) terminal.print(JSON.stringify(status));
    else {
      const { paintOut } = terminal;
      terminal.print(`local cloud  ${paintOut(state === 'running' ? 'green' : 'yellow', state)}`);
      terminal.print(`api          ${status.api_url ?? '–'}`);
      terminal.print(`issuer       ${status.issuer_url ?? '–'}`);
      terminal.print(`cloud        ${status.cloud_url ?? '–'}`);
      for (const stack of status.stacks) terminal.print(`  ${stack.name}  ${paintOut('dim', stack.status)}`);
      if (state !== 'running') terminal.tell('start it with: npx sluice up');
    }
    if (status.api_url === null) setExitCode(EXIT.notRunning);
  });
  program.addCommand(verb);
};
