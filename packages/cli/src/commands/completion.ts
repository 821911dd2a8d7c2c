import { Argument } from 'commander';
import type { AddCommand } from '../cli-deps.ts';
import { readWords } from '../completion/read-words.ts';
import { SHELLS, type Shell, writeScript } from '../completion/write-script.ts';
import { type CommonOptions, createVerb } from './common-options.ts';

export const addCompletion: AddCommand = (program, { terminal }) => {
  const verb = createVerb('completion', 'print what teaches a shell the verbs and options of this command', [
    'source <(sluice completion bash)',
    'sluice completion fish > ~/.config/fish/completions/sluice.fish',
  ]).addArgument(new Argument('<shell>', 'whose').choices([...SHELLS]));
  verb.action((shell: Shell, { json }: CommonOptions) => {
    const script = writeScript(shell, readWords(program));
    terminal.print(json ? JSON.stringify({ shell, script }) : script);
  });
  program.addCommand(verb);
};
