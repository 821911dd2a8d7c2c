import type { AddCommand } from '../cli-deps.ts';
import { EXIT } from '../exit-codes.ts';
import { findFiles } from '../files/find-files.ts';
import type { FileResult } from '../sending/file-result.ts';
import { resultTable } from '../sending/result-table.ts';
import { sendFiles } from '../sending/send-files.ts';
import { escapeText } from '../terminal/escape-text.ts';
import { addConnectionOptions, type ConnectionOptions, createVerb, wholeNumber } from './common-options.ts';

type Options = ConnectionOptions & { readonly parallel: number; readonly timeout: number; readonly wait: boolean };

const isGood = ({ status }: FileResult): boolean => status !== null && status !== 'rejected' && status !== 'failed';

export const addPut: AddCommand = (program, { terminal, connect, cwd, signal, setExitCode }) => {
  const verb = createVerb('put', 'send files, or folders with everything in them, and wait until they are at rest', [
    'sluice put holiday.jpg report.pdf',
    'sluice put --json --parallel 8 scans/ | jq -r "select(.status == \\"published\\") | .file_id"',
  ])
    .argument('<path...>', 'files or folders')
    .option('--parallel <n>', 'files uploaded at the same time', wholeNumber(1, 64), 4)
    .option('--timeout <seconds>', 'how long to wait for a file', wholeNumber(1, 86_400), 600)
    .option('--no-wait', 'end when the bytes are there');
  addConnectionOptions(verb).action(async (paths: string[], options: Options) => {
    const { files, skipped } = await findFiles(paths, cwd);
    for (const line of skipped) terminal.tell(terminal.paint('yellow', `passed over: ${escapeText(line)}`));
    const results = await sendFiles({
      ...{ terminal, files, signal },
      client: await connect(options),
      parallel: options.parallel,
      wait: options.wait,
      timeoutMs: options.timeout * 1000,
      verbose: options.verbose === true,
      json: options.json === true,
      onResult: (result) => options.json && terminal.print(JSON.stringify(result)),
    });
    if (!options.json && results.length > 0)
      for (const line of resultTable(results, terminal.paintOut, terminal.outColumns())) terminal.print(line);
    if (!results.every(isGood)) setExitCode(EXIT.failure);
  });
  program.addCommand(verb);
};
