import type { Command } from 'commander';
import type { ApiUrlOf, Connect } from './connect.ts';
import type { LocalCloud } from './local-cloud/local-cloud.ts';
import type { CredentialStore } from './login/credential-store.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What every command is given; tests pass their own. */
export type CliDeps = {
  readonly terminal: Terminal;
  /** The stream of results itself, for bytes. */
  readonly stdout: NodeJS.WritableStream;
  /** What is piped in. */
  readonly stdin: NodeJS.ReadableStream;
  readonly cwd: string;
  readonly cloud: LocalCloud;
  readonly connect: Connect;
  readonly apiUrlOf: ApiUrlOf;
  readonly logins: CredentialStore;
  /** Answers whether there is one. */
  readonly openBrowser: (url: string) => Promise<boolean>;
  /** Empty when there is nobody to ask. */
  readonly askLine: (question: string) => Promise<string>;
  /** What a program says when it is run with these arguments; undefined when there is none. */
  readonly ask: (program: string, ...args: readonly string[]) => Promise<string | undefined>;
  /** Aborted by Ctrl-C, SIGTERM and SIGHUP. */
  readonly signal: AbortSignal;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** What the process will end with. */
  readonly setExitCode: (code: number) => void;
};

/** Adds one verb to the program. */
export type AddCommand = (program: Command, deps: CliDeps) => void;
