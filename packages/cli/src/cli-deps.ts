import type { Command } from 'commander';
import type { Connect } from './connect.ts';
import type { LocalCloud } from './local-cloud/local-cloud.ts';
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
