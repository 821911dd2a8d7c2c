import { describeError, exitCodeOf } from '../describe-error.ts';
import { listenForInterrupts } from '../listen-for-interrupts.ts';
import { createLocalCloud } from '../local-cloud/local-cloud.ts';
import { PROJECT_ROOT } from '../local-cloud/run-cloud-script.ts';
import { createTerminal } from '../terminal/terminal.ts';
import { makeSamples } from './make-samples.ts';
import { parseArguments } from './parse-arguments.ts';
import { runStart } from './run-start.ts';

const args = process.argv.slice(2);
const terminal = createTerminal(process.stdout, process.stderr, process.env);
const signal = listenForInterrupts(process);

try {
  process.exitCode = await runStart(
    {
      ...{ terminal, signal, pid: process.pid },
      cloud: createLocalCloud(),
      // npm changes to the project's folder; paths are meant from where it was called.
      cwd: process.env.INIT_CWD ?? process.cwd(),
      makeSamples: (aborted) => makeSamples(PROJECT_ROOT, aborted),
    },
    parseArguments(args),
  );
} catch (error) {
  terminal.tell(terminal.paint('red', `✖ ${describeError(error, args.includes('--verbose'))}`));
  process.exitCode = exitCodeOf(error);
}
