import { createApiUrlOf, createConnect } from './connect.ts';
import { askProgram } from './doctor/ask-program.ts';
import { listenForInterrupts } from './listen-for-interrupts.ts';
import { createLocalCloud } from './local-cloud/local-cloud.ts';
import { askLine } from './login/ask-line.ts';
import { createCredentialStore, credentialsPath } from './login/credential-store.ts';
import { createLoginTokenSource } from './login/login-token-source.ts';
import { openBrowser } from './login/open-browser.ts';
import { runCli } from './run-cli.ts';
import { createTerminal } from './terminal/terminal.ts';

const { stdin, stdout, stderr, env } = process;
const cloud = createLocalCloud();
const signal = listenForInterrupts(process);
const { fetch } = globalThis;
const logins = createCredentialStore(credentialsPath(env));
process.exitCode = await runCli(process.argv.slice(2), {
  terminal: createTerminal(stdout, stderr, env),
  stdout,
  stdin,
  cwd: process.cwd(),
  cloud,
  connect: createConnect(cloud, env, {
    store: logins,
    tokenFor: (apiUrl) => createLoginTokenSource({ fetch, signal, logins }, apiUrl),
  }),
  apiUrlOf: createApiUrlOf(cloud, env),
  logins,
  openBrowser,
  askLine: (question) => askLine(question, { input: stdin, output: stderr, signal }),
  ask: askProgram,
  signal,
  fetch,
});
