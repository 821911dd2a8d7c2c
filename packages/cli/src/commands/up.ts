import type { AddCommand } from '../cli-deps.ts';
import { createStepLines } from '../local-cloud/create-step-lines.ts';
import { type CommonOptions, createVerb } from './common-options.ts';

type Options = CommonOptions & { readonly endpoint?: string };

export const addUp: AddCommand = (program, { terminal, cloud, signal }) => {
  const verb = createVerb('up', 'start the local cloud and deploy to it what changed', [
    'sluice up',
    'sluice up --json | jq -r .api_url',
  ]).option('--endpoint <url>', 'deploy to a cloud that already runs, such as LocalStack');
  verb.action(async ({ json, endpoint }: Options) => {
    const steps = createStepLines(terminal);
    const {
      started: _started,
      state: _state,
      ...status
    } = await cloud.up({ tell: steps.tell, signal, endpoint }).finally(() => steps.stop());
    if (json) terminal.print(JSON.stringify(status));
    else {
      terminal.print(`api     ${status.api_url}`);
      terminal.print(`issuer  ${status.issuer_url}`);
      terminal.tell(terminal.paint('dim', 'next: npx sluice put FILE   ·   npx sluice down'));
    }
  });
  program.addCommand(verb);
};
