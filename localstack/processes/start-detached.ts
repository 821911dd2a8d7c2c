import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { processIdentity } from './process-identity.ts';

export type DetachedProcess = {
  readonly pid: number;
  /** See processIdentity: tells this process from a later one with the same pid. */
  readonly identity: string;
  /** undefined while it runs, then its exit code (or the name of the signal). */
  readonly exit: () => number | string | undefined;
  /** The last `lines` lines of what it printed. */
  readonly lastLog: (lines?: number) => string;
};

export class ProcessStartError extends Error {
  override readonly name = 'ProcessStartError';
}

/** Starts a program that outlives us, as the leader of its own process group, printing into `logFile`. */
export const startDetached = (request: {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
}): DetachedProcess => {
  mkdirSync(dirname(request.logFile), { recursive: true });
  const log = openSync(request.logFile, 'w');
  const child = spawn(request.command, request.args, {
    cwd: request.cwd,
    env: request.env,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let exit: number | string | undefined;
  child.on('exit', (code, signal) => {
    exit = code ?? signal ?? 'unknown';
  });
  child.on('error', (error) => {
    exit = error.message;
  });
  child.unref();
  if (child.pid === undefined) throw new ProcessStartError(`could not start ${request.command}: is it installed?`);
  return {
    pid: child.pid,
    identity: processIdentity(child.pid) ?? '',
    exit: () => exit,
    lastLog: (lines = 20) => readFileSync(request.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n'),
  };
};
