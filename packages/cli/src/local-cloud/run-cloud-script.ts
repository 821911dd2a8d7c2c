import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { type CloudMessage, type CloudStep, cloudMessageSchema } from './cloud-messages.ts';

export type RunOptions = {
  readonly tell?: ((step: CloudStep) => void) | undefined;
  /** Asks the script to stop; it ends once nothing is half done. */
  readonly signal?: AbortSignal | undefined;
};
/** Runs `localstack/command.ts ARGS --json` and answers its result. Throws CommandError. */
export type RunScript = (args: readonly string[], options?: RunOptions) => Promise<unknown>;

export const PROJECT_ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const GRACE_MS = 40_000;

const parseLine = (line: string): CloudMessage | undefined => {
  try {
    return z.parse(cloudMessageSchema, JSON.parse(line));
  } catch {
    // Something of a tool's own that slipped through.
    return undefined;
  }
};

// The whole group: the tools the script waits for must end too. The emulator and the issuer lead groups of their own.
const signalGroup = (pid: number | undefined, name: NodeJS.Signals): void => {
  try {
    if (pid !== undefined) process.kill(-pid, name);
  } catch {
    // It has ended.
  }
};

export const createRunScript =
  (script = join(PROJECT_ROOT, 'localstack', 'command.ts')): RunScript =>
  (args, { tell, signal } = {}) => {
    if (!existsSync(script))
      throw new CommandError(
        'there is no local cloud here: run this in a clone of sluice, or give --api-url and --token',
        EXIT.usage,
      );
    return new Promise((resolve, reject) => {
      // A group of its own, so that Ctrl-C reaches it through us alone and it can finish what must not be left half done.
      const child = spawn(process.execPath, [script, ...args, '--json'], {
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let result: { readonly value: unknown } | undefined;
      let failure: CommandError | undefined;
      let errors = '';
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
        errors = (errors + chunk).slice(-4000);
      });
      createInterface({ input: child.stdout }).on('line', (line) => {
        const message = parseLine(line);
        if (message === undefined) return;
        if ('text' in message) tell?.(message);
        else if (message.status === 'result') result = { value: message.result };
        else
          failure = new CommandError(
            message.message + (message.log_file === null ? '' : `\n  the log is ${message.log_file}`),
            message.not_running ? EXIT.notRunning : EXIT.failure,
            { cause: Object.assign(new Error(message.message), { stack: message.detail }) },
          );
      });
      let kill: NodeJS.Timeout | undefined;
      const stop = (): void => {
        signalGroup(child.pid, 'SIGTERM');
        kill = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), GRACE_MS);
      };
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop, { once: true });
      child.on('error', (cause) => reject(new CommandError(`could not run ${script}`, EXIT.failure, { cause })));
      child.on('close', (code) => {
        clearTimeout(kill);
        signal?.removeEventListener('abort', stop);
        if (signal?.aborted) {
          signalGroup(child.pid, 'SIGKILL');
          reject(signal.reason);
        }
        if (failure !== undefined) reject(failure);
        else if (result !== undefined) resolve(result.value);
        else
          reject(
            new CommandError(`the local cloud's script ended with ${code}`, EXIT.failure, { cause: new Error(errors) }),
          );
      });
    });
  };
