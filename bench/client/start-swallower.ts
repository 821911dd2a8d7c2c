import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import { findPython } from '../../localstack/embedded/find-python.ts';
import { runCommand } from '../../localstack/processes/run-command.ts';

const takenSchema = z.object({ bytes: z.int(), puts: z.int() });

export type Swallower = {
  readonly url: string;
  /** Bytes of the bodies of all PUTs that came whole, and how many those were. */
  readonly taken: () => Promise<z.infer<typeof takenSchema>>;
  readonly stop: () => void;
};

/** Starts the storage that takes every byte and keeps none (`swallow.py`) in a process of its own. */
export async function startSwallower(): Promise<Swallower> {
  const python = await findPython(runCommand);
  const child = spawn(python, [join(import.meta.dirname, 'swallow.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the swallowing server ended with ${code}`);
  });
  gone.catch(() => {});
  const [port] = await Promise.race([once(createInterface(child.stdout), 'line'), gone]);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    taken: async () => z.parse(takenSchema, await (await fetch(`${url}/taken`)).json()),
    stop: () => child.stdin.end(),
  };
}
