// `npm start`: sets up what is missing, then hands over to the command line on the pinned Node. Plain JavaScript: it
// runs before anything is installed, on whatever Node of at least 20 the machine has.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TOOLS } from './install-tools.mjs';
import { SetUpError, setUp } from './set-up.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);

const HELP = `npm start [-- PATH… [--once] [--json] [--endpoint URL] [--verbose]]

Boots the local cloud, deploys Sluice to it and sends files through: those given (folders with everything in them),
else the files of examples/. Then keeps serving until Ctrl-C.

  PATH…            files or folders to send
  --once           ends when every file is at rest (published, rejected, pending_review, failed) and stops the cloud
                   it started
  --json           one JSON object a file on stdout, everything else on stderr
  --endpoint URL   uses a cloud that already runs, such as LocalStack, and leaves it running
  --verbose        shows stack traces and what the tools print

  npm start --silent -- --once --json ~/scans > results.jsonl     (--silent: else npm adds a line of its own)
  npm start -- ~/Pictures/holiday.jpg

Exit codes: 0 every file is at rest, 1 some is not or something failed, 2 wrong usage, 130 interrupted.`;

if (args.includes('--help') || args.includes('-h')) {
  console.log(HELP);
  process.exit(0);
}

// A terminal that is gone must not keep us from cleaning up.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const interrupted = new AbortController();
let child;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    interrupted.abort();
    // The terminal has told the child of Ctrl-C already, but kill has not; hearing it twice does no harm.
    child?.kill(signal);
  });

// npm ends at once when it is told to, and the shell between us with it: nobody passes the signal on.
const parent = process.ppid;
if (process.env.npm_lifecycle_event !== undefined)
  setInterval(() => {
    if (process.ppid === parent || interrupted.signal.aborted) return;
    interrupted.abort();
    child?.kill('SIGTERM');
  }, 250).unref();

try {
  const { node } = await setUp({
    ...{ root, tools: TOOLS, signal: interrupted.signal },
    log: (line) => console.error(line),
  });
  process.exitCode = await run(node);
} catch (error) {
  if (interrupted.signal.aborted) {
    console.error('stopped, nothing left running');
    process.exitCode = 130;
  } else {
    console.error(error instanceof SetUpError && !args.includes('--verbose') ? `✖ ${error.message}` : error);
    process.exitCode = 1;
  }
}

function run(node) {
  interrupted.signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    // The channel tells the child when this process is killed without a chance to say so.
    child = spawn(node, [join(root, 'packages/cli/src/start/main.ts'), ...args], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
