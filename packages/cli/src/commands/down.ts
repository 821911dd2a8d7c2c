import type { AddCommand } from '../cli-deps.ts';
import { type CommonOptions, createVerb } from './common-options.ts';

export const addDown: AddCommand = (program, { terminal, cloud }) => {
  const verb = createVerb('down', 'stop the local cloud; what it holds is kept for the next start', [
    'sluice down',
    'sluice down --json',
  ]);
  verb.action(async ({ json }: CommonOptions) => {
    const stopped = await cloud.down();
    if (json) terminal.print(JSON.stringify({ stopped }));
    else terminal.tell(stopped ? 'stopped, nothing left running' : 'nothing was running');
  });
  program.addCommand(verb);
};
