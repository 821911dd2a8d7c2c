import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { loginError } from './login-error.ts';

const loginSchema = z.object({
  issuer: z.string(),
  client_id: z.string(),
  token_endpoint: z.string(),
  revocation_endpoint: z.optional(z.string()),
  access_token: z.string(),
  refresh_token: z.optional(z.string()),
  /** Milliseconds since 1970. */
  expires_at: z.number(),
});
/** One sign-in, as it is kept. */
export type Login = z.infer<typeof loginSchema>;
const fileSchema = z.object({ version: z.literal(1), logins: z.record(z.string(), loginSchema) });

/** The sign-ins of this person on this machine, by the URL of the API. */
export type CredentialStore = {
  readonly path: string;
  readonly read: (apiUrl: string) => Promise<Login | undefined>;
  readonly urls: () => Promise<readonly string[]>;
  /**
   * Puts what `change` answers in place of what is kept, undefined for nothing, while no other command does the same.
   * Answers it too.
   */
  readonly update: (
    apiUrl: string,
    change: (kept: Login | undefined) => Promise<Login | undefined>,
  ) => Promise<Login | undefined>;
};

/** `$XDG_CONFIG_HOME/sluice/credentials.json`; relative paths there are to be passed over, says the specification. */
export const credentialsPath = (env: NodeJS.ProcessEnv): string => {
  const home = env.XDG_CONFIG_HOME;
  return join(home && isAbsolute(home) ? home : join(homedir(), '.config'), 'sluice', 'credentials.json');
};

const keyOf = (apiUrl: string): string => new URL(apiUrl).href.replace(/\/+$/, '');

/** Keeps sign-ins in a file that nobody else can read. Throws CommandError when it cannot be read. */
export const createCredentialStore = (path: string): CredentialStore => {
  const readAll = async (): Promise<Readonly<Record<string, Login>>> => {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) return {};
    try {
      return z.parse(fileSchema, JSON.parse(text)).logins;
    } catch (cause) {
      throw loginError(`${path} cannot be read: remove it and sign in again with sluice login`, { cause });
    }
  };

  const writeAll = async (logins: Readonly<Record<string, Login>>): Promise<void> => {
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, `${JSON.stringify({ version: 1, logins }, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    // The mask of the process may have taken more away than we want, never given.
    await chmod(draft, 0o600);
    await rename(draft, path);
  };

  return {
    path,
    read: async (apiUrl) => (await readAll())[keyOf(apiUrl)],
    urls: async () => Object.keys(await readAll()),
    async update(apiUrl, change) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      return whileLocked(`${path}.lock`, async () => {
        const { [keyOf(apiUrl)]: kept, ...others } = await readAll();
        const changed = await change(kept);
        if (changed === kept) return changed;
        await writeAll(changed === undefined ? others : { ...others, [keyOf(apiUrl)]: changed });
        return changed;
      });
    },
  };
};

const RETRY_MS = 50;
/** Longer than any request to an issuer takes: whoever holds it is gone. */
const STALE_MS = 30_000;

/** Does `work` while no other process holds the file `lock`. */
const whileLocked = async <T>(lock: string, work: () => Promise<T>): Promise<T> => {
  while (!(await takes(lock))) await wait(RETRY_MS);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
};

const takes = async (lock: string): Promise<boolean> => {
  try {
    await (await open(lock, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const held = await stat(lock).catch(() => undefined);
    if (held !== undefined && Date.now() - held.mtimeMs > STALE_MS) await rm(lock, { force: true });
    return false;
  }
};
