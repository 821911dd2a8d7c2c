import { parseArgs } from 'node:util';

export const HELP = `npm run dashboards [-- [--minutes N] [--open no] [--json] [--endpoint URL] [--help]]

Draws the dashboards of Sluice with what the local cloud has measured: the same definition that AWS gets, as one page
that needs nothing else, .sluice/dashboards/index.html.

  --minutes N      how far to look back, 1 to 10080 (default 180)
  --open no        only writes the page; without it, a terminal opens it in the browser
  --json           one JSON object on stdout: the page's path, and every widget with its values; opens nothing
  --endpoint URL   another local cloud than the one of this folder, such as LocalStack

  npx sluice up && npx sluice put ~/Pictures && npm run dashboards
  npm run dashboards --silent -- --json | jq '.dashboards[0].widgets[] | {title, series}'

Exit codes: 0 drawn, 1 something failed, 2 wrong usage, 3 no local cloud is running, 130 interrupted.`;

export type Options = {
  readonly help: boolean;
  readonly json: boolean;
  readonly open: boolean;
  readonly minutes: number;
  readonly endpoint: string | undefined;
};

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The words after the command. Throws a UsageError that says what is allowed. */
export function readOptions(words: readonly string[], isTerminal: boolean): Options {
  const { help, json, open, minutes: text, endpoint } = parse(words);
  if (open !== 'yes' && open !== 'no') throw new UsageError(`--open is "${open}": use yes or no`);
  const minutes = Number(text);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 10_080) {
    throw new UsageError(`--minutes is "${text}": use a whole number from 1 to 10080`);
  }
  if (endpoint !== undefined && !URL.canParse(endpoint)) {
    throw new UsageError(`--endpoint is "${endpoint}": use an address such as http://127.0.0.1:4566`);
  }
  return { help, json, minutes, open: open === 'yes' && isTerminal && !json, endpoint: endpoint?.replace(/\/+$/, '') };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        json: { type: 'boolean', default: false },
        open: { type: 'string', default: 'yes' },
        minutes: { type: 'string', default: '180' },
        endpoint: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
