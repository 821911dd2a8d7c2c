import { type Command, CommanderError } from 'commander';
import type { CliDeps } from './cli-deps.ts';
import { createProgram } from './create-program.ts';
import { describeError, exitCodeOf } from './describe-error.ts';
import { EXIT } from './exit-codes.ts';
import type { Terminal } from './terminal/terminal.ts';

// commander says "error: …"; every line of ours that tells of a failure begins with the same sign.
const sign = (text: string): string => text.replace(/^error: /, '✖ ');

const settle = (command: Command, terminal: Terminal): void => {
  command.exitOverride().configureOutput({
    writeOut: (text) => terminal.print(text.trimEnd()),
    writeErr: (text) => terminal.tell(sign(text).trimEnd()),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
  for (const verb of command.commands) settle(verb, terminal);
};

/** Runs the command with the arguments behind its name and answers what the process is to end with. */
export const runCli = async (args: readonly string[], deps: Omit<CliDeps, 'setExitCode'>): Promise<number> => {
  let exitCode: number = EXIT.ok;
  const all: CliDeps = {
    ...deps,
    setExitCode: (code) => {
      exitCode = code;
    },
  };
  const program = createProgram(all);
  settle(program, deps.terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (deps.signal.aborted) {
      deps.terminal.tell('stopped');
      return EXIT.interrupted;
    }
    deps.terminal.tell(deps.terminal.paint('red', `✖ ${describeError(error, args.includes('--verbose'))}`));
    return exitCodeOf(error);
  }
};
