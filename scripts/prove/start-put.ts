import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './local-cloud.ts';

export type Put = {
  readonly child: ChildProcess;
  /** What it ended with; undefined when it was killed. */
  readonly ended: Promise<number | undefined>;
};

export type PutOptions = {
  readonly path: string;
  readonly apiUrl: string;
  readonly token: string;
  /** Where it remembers half-done uploads. */
  readonly stateHome: string;
  readonly nodeOptions?: string;
};

/** `sluice put` of one file in a process of its own, as a person would start it. */
export function startPut({ path, apiUrl, token, stateHome, nodeOptions = '' }: PutOptions): Put {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'packages/cli/bin/sluice.mjs'), 'put', path, '--no-wait', '--json'],
    {
      env: {
        ...process.env,
        SLUICE_API_URL: apiUrl,
        SLUICE_TOKEN: token,
        XDG_STATE_HOME: stateHome,
        NODE_OPTIONS: nodeOptions,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return { child, ended: once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : undefined)) };
}
