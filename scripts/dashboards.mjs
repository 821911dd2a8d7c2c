// `npm run dashboards`: sets up what is missing, then draws on the pinned Node. Plain JavaScript: it runs before anything
// is installed, on whatever Node of at least 20 the machine has.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetUpError, setUp } from './set-up.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  const { node } = await setUp({ root, log: (line) => console.error(line) });
  const child = spawn(node, [join(root, 'scripts/dashboards/main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`✖ ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 130;
  });
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(`✖ ${error.message}`);
  process.exitCode = 1;
}
