import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { runCommand } from '../../localstack/processes/run-command.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const onPath = (name: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

const run = (command: string, args: readonly string[]) => runCommand(command, args, { env: process.env });

/** Of this machine, one that starts: Ubuntu's package is a note that tells to install another one. */
async function find(): Promise<string | undefined> {
  for (const name of NAMES) {
    const path = onPath(name);
    if (path !== undefined && (await run(path, ['--version', '--no-sandbox'])).code === 0) return path;
  }
  return undefined;
}

/** The browser of this machine, installed with its package manager where we may; undefined where it cannot be had. */
export async function startChromium(): Promise<Browser | undefined> {
  let executablePath = await find();
  if (executablePath === undefined && process.getuid?.() === 0) {
    await run('apt-get', ['update', '-qq']);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
    executablePath = await find();
  }
  if (executablePath === undefined) return undefined;
  // Root and many containers have no sandbox, and the pages are our own: the driver's default, which is none, will do.
  return chromium.launch({ executablePath, headless: true });
}
