import { Command, InvalidArgumentError, Option } from 'commander';
import { EXIT_CODES_HELP } from '../exit-codes.ts';

export type CommonOptions = { readonly json?: true; readonly verbose?: true };
export type ConnectionOptions = CommonOptions & {
  readonly apiUrl?: string;
  readonly token?: string;
  readonly apiKey?: string;
  readonly role?: string;
  readonly tenant?: string;
};

/** A verb with the options that every verb has, and its examples in the help. */
export const createVerb = (name: string, summary: string, examples: readonly [string, string]): Command =>
  new Command(name)
    .description(summary)
    .addOption(new Option('--json', 'print one JSON object a line on stdout, everything else on stderr'))
    .addOption(new Option('--verbose', 'show stack traces'))
    .addHelpText('after', `\nExamples:\n  ${examples.join('\n  ')}\n\n${EXIT_CODES_HELP}`);

/** For verbs that call the API; `role` is what a local token is for where none is asked. */
export const addConnectionOptions = (verb: Command, role = 'editor'): Command =>
  verb
    .option('--api-url <url>', 'the API to call (or SLUICE_API_URL); else the local cloud')
    .option('--token <token>', 'an access token (or SLUICE_TOKEN); else that of login, else one of the local issuer')
    .option('--api-key <key>', 'an API key in place of a token (or SLUICE_API_KEY)')
    .option('--role <role>', `whom the local token is for: viewer, editor, reviewer or admin (default: ${role})`)
    .option('--tenant <tenant>', 'the tenant of the local token (default: acme)');

/** For verbs of who runs the platform: their local token is an operator's. */
export const addOperatorOptions = (verb: Command): Command =>
  verb
    .option('--api-url <url>', 'the API to call (or SLUICE_API_URL); else the local cloud')
    .option('--token <token>', 'an operator’s access token (or SLUICE_TOKEN); else one of the local issuer');

export type OperatorOptions = CommonOptions & Pick<ConnectionOptions, 'apiUrl' | 'token'>;

/** Parses a whole number from `least` to `most`; anything else is wrong usage. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`give a whole number from ${least} to ${most}.`);
    return value;
  };

/** Collects an option that may be given more than once. */
export const collectText = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
