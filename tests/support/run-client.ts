import { spawn } from 'node:child_process';
import type { InstalledTool } from '../../scripts/install-python-tool.ts';

/** A program ended otherwise than well. */
export class ClientFailedError extends Error {
  override readonly name = 'ClientFailed';
}

/** Runs a client to its end and answers what it printed; `signal` stops it as Ctrl-C would, and it may clean up. */
export function runClient(
  { command, env }: InstalledTool,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    // What this machine says of AWS is not for them: accounts, certificates, regions.
    const own = Object.entries(env).filter(([name]) => !name.startsWith('AWS_'));
    const child = spawn(command, args, {
      env: { ...Object.fromEntries(own), ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    }
    const stop = () => child.kill('SIGINT');
    signal?.addEventListener('abort', stop, { once: true });
    child.on('error', reject);
    child.on('close', (code, name) => {
      signal?.removeEventListener('abort', stop);
      if (code === 0) resolve(output);
      else reject(new ClientFailedError(`${command} ${args[0]} ended with ${code ?? name}:\n${output.slice(-2000)}`));
    });
  });
}
