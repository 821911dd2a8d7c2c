#!/usr/bin/env node
// Runs the command line on a Node that reads TypeScript: this one, else the one that the project pins. Plain JavaScript,
// because whatever Node the machine has starts it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = join(dirname(fileURLToPath(import.meta.url)), '../src/main.ts');
const pinned = join(dirname(fileURLToPath(import.meta.url)), '../../../node_modules/node/bin/node');
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const readsTypeScript = major > 22 || (major === 22 && minor >= 18);

if (readsTypeScript) {
  // Without it every start reads TypeScript anew: a second of waiting, and 28 MB of memory.
  nodeModule.enableCompileCache?.();
  await import(main);
} else if (existsSync(pinned)) {
  const child = spawn(pinned, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal has told the child of Ctrl-C already, but kill has not; hearing it twice does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`✖ could not start ${pinned}: ${error.message}`);
    process.exitCode = 1;
  });
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  console.error(
    `✖ node ${process.version} cannot run this: install node 22.18 or newer, or run npm install here first`,
  );
  process.exitCode = 1;
}
