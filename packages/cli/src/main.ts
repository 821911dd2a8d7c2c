import { createConnect } from './connect.ts';
import { askProgram } from './doctor/ask-program.ts';
import { listenForInterrupts } from './listen-for-interrupts.ts';
import { createLocalCloud } from './local-cloud/local-cloud.ts';
import { runCli } from './run-cli.ts';
import { createTerminal } from './terminal/terminal.ts';

const { stdin, stdout, stderr, env } = process;
const cloud = createLocalCloud();
process.exitCode = await runCli(process.argv.slice(2), {
  terminal: createTerminal(stdout, stderr, env),
  stdout,
  stdin,
  cwd: process.cwd(),
  cloud,
  connect: createConnect(cloud, env),
  ask: askProgram,
  signal: listenForInterrupts(process),
  fetch: globalThis.fetch,
});
