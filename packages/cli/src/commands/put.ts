import { Option } from 'commander';
import type { AddCommand } from '../cli-deps.ts';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { findFiles } from '../files/find-files.ts';
import { spoolStdin } from '../files/spool-stdin.ts';
import { collectSetting, type Setting } from '../reviewing/read-corrections.ts';
import type { FileResult } from '../sending/file-result.ts';
import { resultTable } from '../sending/result-table.ts';
import type { DeclaredOptions } from '../sending/send-file.ts';
import { sendFiles } from '../sending/send-files.ts';
import { escapeText } from '../terminal/escape-text.ts';
import {
  addConnectionOptions,
  type ConnectionOptions,
  collectText,
  createVerb,
  wholeNumber,
} from './common-options.ts';

type Options = ConnectionOptions & {
  readonly parallel: number;
  readonly timeout: number;
  readonly wait: boolean;
  readonly resume: boolean;
  readonly name?: string;
  readonly tag?: readonly string[];
  readonly metadata?: readonly Setting[];
  readonly priority?: number;
  readonly checksum: 'CRC32' | 'CRC64NVME' | 'none';
  readonly dedupe?: true;
};

const STDIN = '-';

const isGood = ({ status }: FileResult): boolean => status !== null && status !== 'rejected' && status !== 'failed';

const declaredOf = ({ tag, metadata, priority, checksum, dedupe }: Options): DeclaredOptions => ({
  ...(tag !== undefined && { tags: [...tag] }),
  ...(metadata !== undefined && { metadata: Object.fromEntries(metadata) }),
  ...(priority !== undefined && { priority }),
  ...(dedupe !== undefined && { dedupe }),
  checksum: checksum === 'none' ? false : checksum,
});

export const addPut: AddCommand = (program, { terminal, connect, cwd, signal, stdin, setExitCode }) => {
  /** What the paths name; `-` is what is piped in. */
  const findAll = async (paths: readonly string[], name: string | undefined) => {
    if (!paths.includes(STDIN)) {
      if (name !== undefined)
        throw new CommandError('--name is for what is piped in: files have their own names', EXIT.usage);
      return findFiles(paths, cwd);
    }
    if (paths.length > 1) throw new CommandError('- stands alone: send files with another command', EXIT.usage);
    const shown = name ?? 'stdin';
    const open = (mimeType: string) => spoolStdin(stdin, { name: shown, mimeType, signal });
    return { files: [{ path: STDIN, shown, open }], skipped: [] };
  };
  const verb = createVerb('put', 'send files, or folders with everything in them, and wait until they are at rest', [
    'sluice put holiday.jpg report.pdf --tag summer --metadata album=2026',
    'sluice put --json --parallel 8 scans/ | jq -r "select(.status == \\"published\\") | .file_id"',
  ])
    .argument('<path...>', 'files or folders; - for what is piped in')
    .option('--name <name>', 'what to call what is piped in (default: stdin)')
    .option('--resume', 'go on where an earlier run stopped, for files of 16 MiB and more; the default', true)
    .option('--no-resume', 'begin anew, and leave nothing behind when stopped')
    .option('--tag <tag>', 'a tag for every file, as often as need be', collectText)
    .option('--metadata <key=value>', 'metadata for every file, as often as need be', collectSetting)
    .option('--priority <n>', 'from 1 to 10, 10 before all others', wholeNumber(1, 10))
    .addOption(
      new Option('--checksum <algorithm>', 'what the bytes are compared by on their way')
        .choices(['CRC32', 'CRC64NVME', 'none'])
        .default('CRC32'),
    )
    .option('--dedupe', 'send nothing of what is published already; reads every file once more beforehand')
    .option('--parallel <n>', 'files uploaded at the same time', wholeNumber(1, 64), 4)
    .option('--timeout <seconds>', 'how long to wait for a file', wholeNumber(1, 86_400), 600)
    .option('--no-wait', 'end when the bytes are there');
  addConnectionOptions(verb).action(async (paths: string[], options: Options) => {
    const { files, skipped } = await findAll(paths, options.name);
    for (const line of skipped) terminal.tell(terminal.paint('yellow', `passed over: ${escapeText(line)}`));
    const results = await sendFiles({
      ...{ terminal, files, signal, resume: options.resume, declared: declaredOf(options) },
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
