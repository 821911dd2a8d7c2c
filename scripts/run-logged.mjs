// Nothing but Node's own modules: this runs before anything is installed.
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

/**
 * Runs a command to its end in a process group of its own, everything it prints appended to a file. Never rejects:
 * what cannot be started has the code 127. Aborting `signal` ends the whole group.
 *
 * @param {{ command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, logFile: string,
 *   signal?: AbortSignal }} options
 * @returns {Promise<{ code: number | string, output: string }>}
 */
export function runLogged({ command, args, cwd, env, logFile, signal }) {
  return new Promise((resolve) => {
    const file = createWriteStream(logFile, { flags: 'a' });
    // A group of its own: the terminal's Ctrl-C comes to us, and we pass it on once.
    const child = spawn(command, [...args], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
        file.write(chunk);
      });
    const stop = () => {
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {
        // It has just ended by itself.
      }
    };
    signal?.addEventListener('abort', stop, { once: true });
    const end = (code) => {
      signal?.removeEventListener('abort', stop);
      file.end(() => resolve({ code, output }));
    };
    child.on('error', (error) => {
      output += `${error.message}\n`;
      end(127);
    });
    child.on('close', (code, name) => end(code ?? name));
  });
}
