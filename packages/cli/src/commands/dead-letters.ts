import { type Client, everyPage } from '@sluice/client';
import type { DeadLetterView } from '@sluice/contracts';
import { Argument } from 'commander';
import type { AddCommand, CliDeps } from '../cli-deps.ts';
import { keptLetters } from '../doctor/check-platform.ts';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { fitText } from '../terminal/display-width.ts';
import { escapeText } from '../terminal/escape-text.ts';
import { type Column, renderTable } from '../terminal/render-table.ts';
import { addOperatorOptions, createVerb, type OperatorOptions, wholeNumber } from './common-options.ts';

type Options = OperatorOptions & { readonly all?: true; readonly limit: number };
type Action = 'show' | 'redrive';

const MOST_A_PAGE = 200;
const COLUMNS: readonly Column<DeadLetterView>[] = [
  { title: 'letter_id', text: ({ letter_id }) => letter_id },
  { title: 'queue', text: ({ queue }) => escapeText(queue) },
  { title: 'reason', text: ({ reason }) => escapeText(reason), flexible: fitText },
  { title: 'file_id', text: ({ file_id }) => escapeText(file_id ?? '–') },
  { title: 'status', text: ({ status }) => status, style: ({ status }) => (status === 'kept' ? 'red' : 'dim') },
  { title: 'kept', text: ({ kept_at }) => kept_at.slice(0, 16).replace('T', ' ') },
];

export const addDeadLetters: AddCommand = (program, deps) => {
  const verb = createVerb('dead-letters', 'messages that nothing could handle: list, show or redrive them', [
    'sluice dead-letters --json | jq -r .reason',
    'sluice dead-letters redrive --all',
  ])
    .addArgument(new Argument('[action]', 'without one they are listed, newest first').choices(['show', 'redrive']))
    .argument('[letter_id]')
    .option('--all', 'redrive every letter that is kept')
    .option('--limit <n>', 'how many to list', wholeNumber(1, 1_000_000), 50);
  addOperatorOptions(verb).action(
    async (action: Action | undefined, letterId: string | undefined, options: Options) => {
      if (action !== undefined && (letterId === undefined) !== (action === 'redrive' && options.all === true))
        throw new CommandError(`which letter? sluice dead-letters ${action} LETTER_ID`, EXIT.usage);
      const client = await deps.connect({ ...options, role: 'operator' });
      if (action === undefined) return list(client, deps, options);
      if (action === 'show')
        return show(await client.getDeadLetter(letterId ?? '', { signal: deps.signal }), deps, options);
      return redrive(client, letterId, deps, options);
    },
  );
  program.addCommand(verb);
};

const list = async (client: Client, { terminal, signal }: CliDeps, { json, limit }: Options): Promise<void> => {
  const letters: DeadLetterView[] = [];
  const query = { limit: Math.min(limit, MOST_A_PAGE) };
  for await (const letter of everyPage((page) => client.listDeadLetters({ ...query, ...page }, { signal }))) {
    letters.push(letter);
    if (json) terminal.print(JSON.stringify(letter));
    if (letters.length === limit) break;
  }
  if (json) return;
  if (letters.length === 0) terminal.tell('no dead letters');
  else for (const line of renderTable(letters, COLUMNS, terminal.paintOut, terminal.outColumns())) terminal.print(line);
};

const show = (letter: DeadLetterView, { terminal }: CliDeps, { json }: Options): void => {
  if (json) terminal.print(JSON.stringify(letter));
  for (const [name, value] of json ? [] : Object.entries(letter))
    terminal.print(`${terminal.paintOut('dim', name.padEnd(12))} ${escapeText(String(value))}`);
};

const redrive = async (
  client: Client,
  letterId: string | undefined,
  { terminal, signal }: CliDeps,
  { json }: Options,
): Promise<void> => {
  const ids =
    letterId === undefined ? (await keptLetters(client, signal)).map(({ letter_id }) => letter_id) : [letterId];
  for (const id of ids) {
    const redriven = await client.redriveDeadLetter(id, { signal });
    if (json) terminal.print(JSON.stringify(redriven));
    else terminal.tell(`✔ ${redriven.letter_id} ${redriven.outcome.replaceAll('_', ' ')}`);
  }
  if (ids.length === 0 && !json) terminal.tell('no dead letters');
};
