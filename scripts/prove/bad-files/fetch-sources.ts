import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod/mini';

const run = promisify(execFile);

/** Source packages of Debian that come with the files which their parsers are tested with. */
export const PACKAGES = [
  'pillow',
  'exiv2',
  'gdk-pixbuf',
  'libpng1.6',
  'libheif',
  'tiff',
  'vips',
  'pdf.js',
  'qpdf',
  'libpdfbox-java',
  'libapache-poi-java',
  'libarchive',
  'libcommons-compress-java',
  'libzip',
  'golang-1.19',
] as const;

export type SourceArchive = { readonly package: string; readonly sha256: string; readonly path: string };

const CACHE = join(homedir(), '.cache', 'sluice', 'bad-files');
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const indexSchema = z.record(z.string(), z.array(z.object({ name: z.string(), sha256: z.string() })));

/**
 * The upstream archive of each package, from a cache that names them by SHA-256; what is missing is fetched by a configuration
 * of `apt-get` of our own, so that the machine's stays as it is. Rejects where there is no `apt-get`.
 */
export async function fetchSources(packages: readonly string[] = PACKAGES): Promise<SourceArchive[]> {
  await mkdir(join(CACHE, 'objects'), { recursive: true });
  const indexPath = join(CACHE, 'index.json');
  const index = { ...(await readIndex(indexPath)) };
  const missing = packages.filter((name) => index[name] === undefined);
  const options = missing.length > 0 ? await prepareApt() : [];
  for (const name of missing) {
    index[name] = await download(name, options);
    await writeFile(indexPath, JSON.stringify(index, null, 2));
  }
  const archives = packages.flatMap((name) =>
    (index[name] ?? []).map(({ sha256 }) => ({ package: name, sha256, path: join(CACHE, 'objects', sha256) })),
  );
  for (const { path, sha256 } of archives) {
    if ((await sumOf(path)) !== sha256) throw new Error(`${path} is not what its name says: remove ${CACHE}`);
  }
  return archives;
}

async function readIndex(path: string): Promise<z.infer<typeof indexSchema>> {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  return z.parse(indexSchema, JSON.parse(text));
}

async function prepareApt(): Promise<string[]> {
  const home = join(CACHE, 'apt');
  await mkdir(join(home, 'lists', 'partial'), { recursive: true });
  await mkdir(join(home, 'cache', 'archives', 'partial'), { recursive: true });
  const list = join(home, 'sources.list');
  await writeFile(
    list,
    (await sourcesOfMachine()).map((source) => `deb-src [signed-by=${KEYRING}] ${source}\n`).join(''),
  );
  const settings = {
    'Dir::Etc::sourcelist': list,
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': join(home, 'lists'),
    'Dir::Cache': join(home, 'cache'),
    'APT::Sandbox::User': '',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await run('apt-get', [...options, 'update']);
  return options;
}

/** Where the machine gets its packages from, as `URL release component`. Rejects where that is not Debian. */
async function sourcesOfMachine(): Promise<string[]> {
  const format = '$(SITE) $(RELEASE) $(COMPONENT)';
  const { stdout } = await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  const sources = new Set(stdout.split('\n').filter((line) => /^http\S+debian\/? \w+ main$/.test(line)));
  if (sources.size === 0)
    throw new Error('the packages of this machine do not come from Debian: run it on one whose do');
  return [...sources];
}

async function sumOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** apt checks signatures and sums as it fetches; from then on an archive lies under its sum. */
async function download(name: string, options: readonly string[]) {
  const folder = join(CACHE, 'download', name);
  await mkdir(folder, { recursive: true });
  await run('apt-get', [...options, 'source', '--download-only', '--tar-only', '--only-source', name], { cwd: folder });
  const archives = (await readdir(folder)).filter((file) => /\.orig[^/]*\.tar\.(xz|gz|bz2)$/.test(file));
  return Promise.all(
    archives.map(async (file) => {
      const path = join(folder, basename(file));
      const sha256 = await sumOf(path);
      const object = join(CACHE, 'objects', sha256);
      await copyFile(path, `${object}.part`);
      await rename(`${object}.part`, object);
      return { name: file, sha256 };
    }),
  );
}
