import { ApiError } from '@sluice/client';
import type { AddCommand, CliDeps } from '../cli-deps.ts';
import { describeError } from '../describe-error.ts';
import type { Check } from '../doctor/check.ts';
import { checkMachine } from '../doctor/check-machine.ts';
import { checkPlatform } from '../doctor/check-platform.ts';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { escapeText } from '../terminal/escape-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { addOperatorOptions, createVerb, type OperatorOptions } from './common-options.ts';

type Options = OperatorOptions & { readonly repair?: true };

const SIGNS = { ok: ['green', '✔'], missing: ['yellow', '–'], wrong: ['red', '✖'] } as const;
/** More than a screen helps nobody; --json has them all. */
const SHOWN_ITEMS = 20;

export const addDoctor: AddCommand = (program, deps) => {
  const { terminal, signal, setExitCode } = deps;
  const verb = createVerb('doctor', 'say what is wrong: this machine, the cloud, files that are stuck, dead letters', [
    'sluice doctor',
    'sluice doctor --repair --json',
  ]).option('--repair', 'take up files that are stuck, and redrive dead letters');
  addOperatorOptions(verb).action(async (options: Options) => {
    const checks: Check[] = [];
    const tell = (found: readonly Check[]): void => {
      checks.push(...found);
      for (const check of found) {
        if (options.json) terminal.print(JSON.stringify(check));
        else for (const line of linesOf(check, terminal)) terminal.print(line);
      }
    };
    tell(await checkMachine(deps));
    const client = await reach(deps, options);
    if ('status' in client) tell([client]);
    else {
      try {
        tell(await checkPlatform(client, { repair: options.repair ?? false, signal }));
      } catch (error) {
        tell([notAnswering(error, signal)]);
      }
    }
    if (checks.some(({ status }) => status === 'wrong')) setExitCode(EXIT.failure);
  });
  program.addCommand(verb);
};

/** A client of the API, or why there is none. */
const reach = async ({ connect }: CliDeps, options: Options) => {
  try {
    return await connect({ ...options, role: 'operator' });
  } catch (error) {
    if (!(error instanceof CommandError) || error.exitCode !== EXIT.notRunning) throw error;
    return { name: 'cloud', status: 'wrong', detail: 'it is not running', fix: 'sluice up' } satisfies Check;
  }
};

const notAnswering = (error: unknown, signal: AbortSignal): Check => {
  signal.throwIfAborted();
  const forbidden = error instanceof ApiError && error.code === 'forbidden';
  return {
    name: 'platform',
    status: 'wrong',
    detail: describeError(error, false).split('\n')[0] ?? '',
    fix: forbidden ? 'give the token of an operator with --token or SLUICE_TOKEN' : 'sluice up',
  };
};

const linesOf = ({ name, status, detail, fix, items = [] }: Check, { paintOut }: Terminal): string[] => {
  const [style, sign] = SIGNS[status];
  const rest = items.length - SHOWN_ITEMS;
  return [
    `${paintOut(style, sign)} ${name.padEnd(12)} ${escapeText(detail)}`,
    ...items.slice(0, SHOWN_ITEMS).map((item) => `    ${describeItem(item)}`),
    ...(rest > 0 ? [`    and ${rest} more`] : []),
    ...(fix === undefined ? [] : [`    ${paintOut('dim', fix)}`]),
  ];
};

const describeItem = (item: Readonly<Record<string, unknown>>): string => {
  const known = [item.letter_id, item.file_id, item.tenant_id, item.stage, item.queue, item.outcome];
  const why = item.reason ?? item.detail;
  const words = [...known, why].filter((word) => typeof word === 'string');
  return escapeText(words.join('  '));
};
