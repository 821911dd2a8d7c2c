import type { Command } from 'commander';

export type OptionWords = {
  /** `--json`, and `-o` where there is one. */
  readonly flags: readonly string[];
  readonly about: string;
  /** Whether a value follows. */
  readonly takesValue: boolean;
  /** The only values there are, where they are few. */
  readonly choices: readonly string[];
};

/** One place in the command line: what may follow there. */
export type Place = {
  /** The verbs before it: `[]`, `['put']`, `['review', 'show']`. */
  readonly path: readonly string[];
  readonly verbs: readonly { readonly name: string; readonly about: string }[];
  readonly options: readonly OptionWords[];
  /** Values of the first argument, where they are few. */
  readonly choices: readonly string[];
};

/** Every place of a program, that of the program itself first. */
export const readWords = (command: Command, path: readonly string[] = []): readonly Place[] => [
  {
    path,
    verbs: command.commands.map((verb) => ({ name: verb.name(), about: verb.description() })),
    options: [
      ...command.options.map(({ long, short, description, required, optional, argChoices }) => ({
        flags: [long, short].flatMap((flag) => flag ?? []),
        about: description,
        takesValue: required || optional,
        choices: argChoices ?? [],
      })),
      { flags: ['--help', '-h'], about: 'what there is', takesValue: false, choices: [] },
    ],
    choices: command.registeredArguments[0]?.argChoices ?? [],
  },
  ...command.commands.flatMap((verb) => readWords(verb, [...path, verb.name()])),
];
