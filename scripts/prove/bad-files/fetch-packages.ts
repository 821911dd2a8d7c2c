import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../localstack/processes/run-command.ts';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Downloads Debian's source packages with the machine's own mirror, under the checksums that apt verifies, and unpacks what
 * their authors wrote. Kept in `folder` for the next time. Answers a folder for each package. The machine's own lists of
 * packages stay as they are.
 */
export async function fetchPackages(
  folder: string,
  names: readonly string[],
  log: (line: string) => void,
): Promise<readonly { readonly name: string; readonly folder: string }[]> {
  const apt = await privateApt(join(folder, 'apt'));
  const unpacked: { name: string; folder: string }[] = [];
  for (const name of names) {
    const downloads = join(folder, 'packages', name);
    const to = join(folder, 'unpacked', name);
    const done = join(to, '.done');
    if (!existsSync(done)) {
      log(`… ${name}`);
      mkdirSync(downloads, { recursive: true });
      mkdirSync(to, { recursive: true });
      try {
        await run('apt-get', [...apt, 'source', '--download-only', '-qq', name], downloads);
      } catch (error) {
        // Mirrors are not always whole; the count says whether there was enough without it.
        log(`! ${name} could not be had: ${error instanceof Error ? error.message.slice(-200) : String(error)}`);
        continue;
      }
      for (const archive of readdirSync(downloads).filter((file) => /\.orig(-[\w-]+)?\.tar\.\w+$/.test(file))) {
        await run('tar', ['xf', join(downloads, archive), '--no-same-owner', '--no-same-permissions'], to);
      }
      writeFileSync(done, '');
    }
    unpacked.push({ name, folder: to });
  }
  return unpacked;
}

/** Options that make apt look for source packages where the machine gets its packages from, and keep to our own folder. */
async function privateApt(folder: string): Promise<readonly string[]> {
  const targets = await run('apt-get', [
    'indextargets',
    '--format',
    '$(SITE) $(RELEASE) $(COMPONENT)',
    'Created-By: Packages',
  ]);
  const sources = new Set(targets.split('\n').filter((line) => /^http\S+debian \w+ main$/.test(line)));
  if (sources.size === 0)
    throw new Error('the packages come from Debian: run this on a machine that gets packages from there');
  for (const part of ['lists/partial', 'cache/archives/partial']) mkdirSync(join(folder, part), { recursive: true });
  const list = join(folder, 'sources.list');
  writeFileSync(list, [...sources].map((source) => `deb-src [signed-by=${KEYRING}] ${source}\n`).join(''));
  const options = [
    ...['-o', `Dir::Etc::SourceList=${list}`, '-o', 'Dir::Etc::SourceParts=/dev/null'],
    ...['-o', `Dir::State::Lists=${join(folder, 'lists')}`, '-o', `Dir::Cache=${join(folder, 'cache')}`],
    ...['-o', 'APT::Sandbox::User=root'],
  ];
  await run('apt-get', [...options, 'update', '-qq']);
  return options;
}

async function run(command: string, args: readonly string[], cwd?: string): Promise<string> {
  const { code, output } = await runCommand(command, args, { env: process.env, ...(cwd !== undefined && { cwd }) });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${output.slice(-500)}`);
  return output;
}
