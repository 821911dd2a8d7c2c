import type { AddCommand } from '../cli-deps.ts';
import { EXIT } from '../exit-codes.ts';
import { addOperatorOptions, createVerb, type OperatorOptions } from './common-options.ts';

type Options = OperatorOptions & { readonly tenant: string };

const SAYS = {
  redriven: 'begins again',
  under_way: 'has not failed and goes on',
  at_rest: 'has not failed: there is nothing to retry',
} as const;

export const addRetry: AddCommand = (program, { terminal, connect, signal, setExitCode }) => {
  const verb = createVerb('retry', 'begin a file that failed again, from its first stage', [
    'sluice retry FILE_ID',
    'sluice retry FILE_ID --tenant globex --json',
  ])
    .argument('<file_id>')
    .option('--tenant <tenant>', 'whose file it is', 'acme');
  addOperatorOptions(verb).action(async (fileId: string, { tenant, ...options }: Options) => {
    const client = await connect({ ...options, role: 'operator' });
    const file = await client.redriveExecution(fileId, tenant, { signal });
    if (options.json) terminal.print(JSON.stringify(file));
    else
      terminal.tell(`${file.outcome === 'at_rest' ? '–' : '✔'} ${fileId} ${SAYS[file.outcome]} (${file.file_status})`);
    if (file.outcome === 'at_rest') setExitCode(EXIT.failure);
  });
  program.addCommand(verb);
};
