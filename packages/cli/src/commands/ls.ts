import { everyPage } from '@sluice/client';
import { FILE_STATUSES, type FileStatus, type FileView } from '@sluice/contracts';
import { Option } from 'commander';
import type { AddCommand } from '../cli-deps.ts';
import { styleOf } from '../sending/status-style.ts';
import { fitText } from '../terminal/display-width.ts';
import { escapeText } from '../terminal/escape-text.ts';
import { formatBytes } from '../terminal/format-values.ts';
import { type Column, renderTable } from '../terminal/render-table.ts';
import { addConnectionOptions, type ConnectionOptions, createVerb, wholeNumber } from './common-options.ts';

type Options = ConnectionOptions & { readonly status?: FileStatus; readonly limit: number };

const MOST_A_PAGE = 200;
const COLUMNS: readonly Column<FileView>[] = [
  { title: 'file_id', text: ({ file_id }) => file_id },
  { title: 'name', text: ({ filename }) => escapeText(filename), flexible: fitText },
  { title: 'kind', text: ({ kind }) => kind ?? '–' },
  {
    title: 'status',
    text: ({ status, reason }) => status + (reason === undefined ? '' : `: ${escapeText(reason)}`),
    style: styleOf,
  },
  { title: 'size', text: ({ size_bytes }) => formatBytes(size_bytes), align: 'right' },
  { title: 'created', text: ({ created_at }) => created_at.slice(0, 16).replace('T', ' ') },
];

export const addLs: AddCommand = (program, { terminal, connect, signal }) => {
  const verb = createVerb('ls', 'list your files, newest first', [
    'sluice ls --status rejected',
    'sluice ls --json --limit 1000 | jq -r .filename',
  ])
    .addOption(new Option('--status <status>', 'only files in this status').choices(FILE_STATUSES))
    .option('--limit <n>', 'how many', wholeNumber(1, 1_000_000), 50);
  addConnectionOptions(verb).action(async (options: Options) => {
    const client = await connect(options);
    const { status, limit } = options;
    const query = { limit: Math.min(limit, MOST_A_PAGE), ...(status !== undefined && { status }) };
    const files: FileView[] = [];
    let count = 0;
    for await (const file of everyPage((page) => client.listFiles({ ...query, ...page }, { signal }))) {
      if (options.json) terminal.print(JSON.stringify(file));
      else files.push(file);
      count += 1;
      if (count === limit) break;
    }
    if (options.json) return;
    if (files.length === 0) terminal.tell('no files yet: npx sluice put FILE');
    else for (const line of renderTable(files, COLUMNS, terminal.paintOut, terminal.outColumns())) terminal.print(line);
  });
  program.addCommand(verb);
};
