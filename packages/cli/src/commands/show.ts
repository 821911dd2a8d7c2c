import { everyPage } from '@sluice/client';
import type { HistoryEventView } from '@sluice/contracts';
import type { AddCommand } from '../cli-deps.ts';
import { renderTree } from '../terminal/render-tree.ts';
import { addConnectionOptions, type ConnectionOptions, createVerb } from './common-options.ts';
import { treeOfFile } from './tree-of-file.ts';

export const addShow: AddCommand = (program, { terminal, connect, signal }) => {
  const verb = createVerb('show', 'everything about a file: its record and what happened to it', [
    'sluice show FILE_ID',
    'sluice show FILE_ID --json | jq .history[].type',
  ]).argument('<file_id>');
  addConnectionOptions(verb).action(async (fileId: string, options: ConnectionOptions) => {
    const client = await connect(options);
    const file = await client.getFile(fileId, {}, { signal });
    const history: HistoryEventView[] = [];
    for await (const event of everyPage((page) => client.getFileHistory(fileId, page, { signal }))) history.push(event);
    if (options.json) terminal.print(JSON.stringify({ ...file, history }));
    else for (const line of renderTree(treeOfFile(file, history, terminal.paintOut))) terminal.print(line);
  });
  program.addCommand(verb);
};
