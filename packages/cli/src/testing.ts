import { Readable } from 'node:stream';
import { createClient } from '@sluice/client';
import type { CliDeps } from './cli-deps.ts';
import type { LocalCloud } from './local-cloud/local-cloud.ts';
import { createCredentialStore } from './login/credential-store.ts';
import { createTerminal, type Terminal, type TextStream } from './terminal/terminal.ts';

export type TestTerminal = { readonly terminal: Terminal; readonly out: () => string; readonly err: () => string };

/** A terminal that collects what is written; a plain pipe unless told otherwise. */
export const createTestTerminal = (stream: Partial<TextStream> = {}, env: NodeJS.ProcessEnv = {}): TestTerminal => {
  const texts = { out: '', err: '' };
  const collect = (name: 'out' | 'err'): TextStream => ({
    ...stream,
    write: (text) => {
      texts[name] += text;
    },
  });
  const terminal = createTerminal(collect('out'), collect('err'), env);
  return { terminal, out: () => texts.out, err: () => texts.err };
};

/** A local cloud that has the API at `apiUrl`, or does not run. Notes what it was asked for. */
export const createTestCloud = (apiUrl: string | null, answers: Partial<LocalCloud> = {}) => {
  const asked: string[] = [];
  const status = {
    state: apiUrl === null ? ('stopped' as const) : ('running' as const),
    api_url: apiUrl,
    issuer_url: apiUrl === null ? null : 'http://127.0.0.1:4570',
    cloud_url: apiUrl === null ? null : 'http://127.0.0.1:4566',
    stacks: apiUrl === null ? [] : [{ name: 'sluice-dev-api', status: 'CREATE_COMPLETE' }],
  };
  const note =
    <A extends unknown[], T>(name: string, answer: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> => {
      asked.push(name);
      return answer(...args);
    };
  const cloud: LocalCloud = {
    up: note(
      'up',
      answers.up ??
        (async ({ tell }) => {
          tell({ step: 'cloud', status: 'started', text: 'starting the local cloud' });
          tell({ step: 'cloud', status: 'done', text: 'local cloud up', seconds: 0.4 });
          return { ...status, started: ['cloud'] };
        }),
    ),
    down: note('down', answers.down ?? (async () => apiUrl !== null)),
    status: note('status', answers.status ?? (async () => status)),
    token: note('token', answers.token ?? (async () => 'good')),
  };
  return { cloud, asked };
};

/** What the verbs are given; every one talks to the API at `apiUrl`. */
export const createTestDeps = (apiUrl: string, test: TestTerminal, given: Partial<CliDeps> = {}) => ({
  terminal: test.terminal,
  stdout: process.stdout,
  stdin: Readable.from([]),
  cwd: '/',
  cloud: createTestCloud(apiUrl).cloud,
  connect: async () => createClient({ baseUrl: apiUrl, token: 'good', attempts: 1 }),
  apiUrlOf: async () => apiUrl,
  // Written by nobody who does not sign in.
  logins: createCredentialStore('/nowhere/credentials.json'),
  openBrowser: async () => false,
  askLine: async () => '',
  ask: async (program: string) => `${program} version 9.9.9`,
  signal: new AbortController().signal,
  fetch: globalThis.fetch,
  ...given,
});
