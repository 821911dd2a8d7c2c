import { execFile } from 'node:child_process';

const LONG_ENOUGH_MS = 10_000;

/** Runs a program of this machine and answers what it prints; undefined when it is not there or fails. */
export const askProgram = (program: string, ...args: readonly string[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    execFile(program, args, { timeout: LONG_ENOUGH_MS }, (error, stdout, stderr) =>
      resolve(error === null ? stdout || stderr : undefined),
    );
  });
