// `npm run start:localstack`: LocalStack in Docker, then the same as `npm start` against it. Plain JavaScript: it runs
// before anything is installed, on whatever Node of at least 20 the machine has.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENDPOINT, ensureContainer, ISSUER_HOST } from './localstack-container.mjs';
import { SetUpError } from './set-up.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);

const HELP = `npm run start:localstack [-- PATH… [--once] [--json] [--verbose]]

Starts LocalStack in Docker unless it runs, deploys Sluice to it and sends files through, as npm start does. Ctrl-C stops
the container it started. For Linux with Docker Engine and its compose plugin: Docker Desktop hides the addresses of
containers.

  npm run start:localstack -- --once
  npm run start:localstack -- ~/Pictures/holiday.jpg

Exit codes: as npm start (npm start -- --help says more).`;

if (args.includes('--help') || args.includes('-h')) {
  console.log(HELP);
  process.exit(0);
}
if (args.some((argument) => argument.startsWith('--endpoint'))) {
  console.error(`✖ --endpoint is ${ENDPOINT} here: npm start -- --endpoint URL is for a cloud that runs elsewhere`);
  process.exit(2);
}

let child;
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    interrupted.abort();
    child?.kill(signal);
  });

try {
  const container = await ensureContainer({ root, log: (line) => console.error(line), signal: interrupted.signal });
  try {
    process.exitCode = interrupted.signal.aborted ? 130 : await start();
  } finally {
    if (container.started) console.error('stopping LocalStack …');
    await container.stop();
  }
} catch (error) {
  if (interrupted.signal.aborted) {
    console.error('stopped, nothing left running');
    process.exit(130);
  }
  console.error(error instanceof SetUpError && !args.includes('--verbose') ? `✖ ${error.message}` : error);
  process.exitCode = 1;
}

function start() {
  return new Promise((resolve, reject) => {
    child = spawn(process.execPath, [join(root, 'scripts', 'start.mjs'), ...args, '--endpoint', ENDPOINT], {
      stdio: 'inherit',
      env: { ...process.env, SLUICE_ISSUER_HOST: ISSUER_HOST },
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
