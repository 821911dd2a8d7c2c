import { parseArgs } from 'node:util';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

export type StartArguments = {
  readonly paths: readonly string[];
  readonly once: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly endpoint: string | undefined;
};

/** The arguments of `npm start --`. Throws CommandError with exit code 2. */
export const parseArguments = (args: readonly string[]): StartArguments => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        endpoint: { type: 'string' },
      },
    });
    const endpoint = values.endpoint?.replace(/\/+$/, '');
    if (endpoint !== undefined && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
      throw new TypeError(`--endpoint ${endpoint} is not a URL: give one such as http://127.0.0.1:4566`);
    const { once, json, verbose } = values;
    return { paths: positionals, once, json, verbose, endpoint };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CommandError(`${why}\n  npm start -- --help says what there is`, EXIT.usage, { cause });
  }
};
