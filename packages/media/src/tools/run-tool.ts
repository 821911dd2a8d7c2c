import { spawn } from 'node:child_process';

export type ToolLimits = {
  readonly wallSeconds: number;
  /** Address space of the process, in bytes. */
  readonly memoryBytes: number;
  /** Of the largest file it may write, in bytes. */
  readonly fileBytes: number;
  /** What is kept of what it prints; more ends it. @default 4 MiB */
  readonly printedBytes?: number;
};

export type ToolRun = {
  readonly args: readonly string[];
  /** The only folder it is meant to write to; its home and temporary folder too. */
  readonly folder: string;
  readonly limits: ToolLimits;
  readonly signal: AbortSignal;
};

export type ToolEnd =
  | { readonly outcome: 'exited'; readonly code: number; readonly stdout: string; readonly stderr: string }
  /** It was ended: by us, or by what it may take. `stderr` is the end of what it said. */
  | { readonly outcome: 'timed_out' | 'too_much_output' | 'killed'; readonly stderr: string };

const PRINTED_BYTES = 4 * 1024 ** 2;
/** Of what is said about an error, the end is what matters. */
const KEPT_OF_STDERR = 8_000;

/**
 * Runs a program with an empty environment, in a process group of its own that ends as a whole, within limits that the shell
 * sets before the program begins. Never rejects for what the program does; rejects when the work is called off, once it is dead.
 */
export async function runTool(path: string, { args, folder, limits, signal }: ToolRun): Promise<ToolEnd> {
  signal.throwIfAborted();
  const { wallSeconds, memoryBytes, fileBytes, printedBytes = PRINTED_BYTES } = limits;
  // ulimit counts in KiB, and files in blocks of 512 bytes (POSIX).
  const bounded = `ulimit -v ${Math.floor(memoryBytes / 1024)} 2>/dev/null; ulimit -f ${Math.ceil(fileBytes / 512)}; ulimit -c 0; exec "$0" "$@"`;
  const child = spawn('/bin/sh', ['-c', bounded, path, ...args], {
    cwd: folder,
    env: { PATH: '/usr/bin:/bin', HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let ended: 'timed_out' | 'too_much_output' | undefined;
  const kill = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  };
  const stdout: Buffer[] = [];
  let printed = 0;
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.length;
    if (printed <= printedBytes) stdout.push(chunk);
    else {
      ended ??= 'too_much_output';
      kill();
    }
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr = (stderr + chunk.toString('utf8')).slice(-KEPT_OF_STDERR);
  });
  const timer = setTimeout(() => {
    ended ??= 'timed_out';
    kill();
  }, wallSeconds * 1000);
  signal.addEventListener('abort', kill);
  try {
    const { code } = await new Promise<{ code: number | null }>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exit) => resolve({ code: exit }));
    });
    signal.throwIfAborted();
    if (ended !== undefined) return { outcome: ended, stderr };
    if (code === null) return { outcome: 'killed', stderr };
    return { outcome: 'exited', code, stdout: Buffer.concat(stdout).toString('utf8'), stderr };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
    // What it has started and left behind.
    kill();
  }
}
