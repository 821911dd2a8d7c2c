import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { judgeInChild } from '../judging/judge-in-child.ts';
import type { ProofOptions } from '../proof.ts';
import { decodeUu } from './decode-uu.ts';
import { fetchSources, PACKAGES, type SourceArchive } from './fetch-sources.ts';
import { listTestFiles } from './list-test-files.ts';
import { type JudgedFile, MOST_PEAK_BYTES, summarizeFiles, writePage } from './summarize-files.ts';

const run = promisify(execFile);
/** Above what the reader of documents has for one. */
const DEADLINE_MS = 200_000;
const FILES_PER_CHILD = 200;
const LEAST_FILES = 4_700;
const PAGE = join(import.meta.dirname, '..', '..', '..', 'docs', 'bad-files.md');

/**
 * Every file that fifteen packages of Debian test their parsers with goes through inspection and the default recipe: each gets
 * an answer, none ends the process that looks at it. Writes docs/bad-files.md unless `only` names some packages.
 */
export async function proveBadFiles({ only }: ProofOptions): Promise<boolean> {
  const packages = PACKAGES.filter((name) => only === undefined || name.includes(only));
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bad-files-'));
  const judged: JudgedFile[] = [];
  try {
    const archives = await fetchSources(packages);
    const queue = await unpackAll(archives, folder);
    console.error(`${queue.length} files of ${packages.length} packages`);
    // Two at a time: the size we promise to work on.
    await Promise.all([judgeAll(queue, judged, folder), judgeAll(queue, judged, folder)]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const summary = summarizeFiles(judged);
  console.log(JSON.stringify(summary, null, 2));
  if (only === undefined) await writeFile(PAGE, writePage(summary));
  return summary.bad.length === 0 && (only !== undefined || judged.length >= LEAST_FILES);
}

type QueuedFile = { readonly package: string; readonly path: string };

async function unpackAll(archives: readonly SourceArchive[], folder: string): Promise<QueuedFile[]> {
  const queue: QueuedFile[] = [];
  for (const archive of archives) {
    const to = join(folder, archive.package);
    await mkdir(to, { recursive: true });
    await run('tar', ['-xf', archive.path, '-C', to, '--no-same-owner', '--no-same-permissions']);
  }
  for (const name of new Set(archives.map((archive) => archive.package))) {
    for (const path of await listTestFiles(join(folder, name))) {
      if (path.endsWith('.uu')) await decodeInPlace(path);
      queue.push({ package: name, path });
    }
  }
  return queue;
}

async function decodeInPlace(path: string): Promise<void> {
  const bytes = decodeUu(await readFile(path, 'latin1'));
  if (bytes !== undefined) await writeFile(path, bytes);
}

async function judgeAll(queue: QueuedFile[], judged: JudgedFile[], folder: string): Promise<void> {
  const judge = judgeInChild({ deadlineMs: DEADLINE_MS, contentsPerChild: FILES_PER_CHILD });
  try {
    for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
      const judgement = await judge.judge(file.path);
      const name = file.path.slice(folder.length + 1);
      judged.push({ package: file.package, name, judgement });
      const isBad = ['crashed', 'stuck', 'threw'].includes(judgement.verdict);
      const isHeavy = 'peakBytes' in judgement && judgement.peakBytes > MOST_PEAK_BYTES;
      if (isBad || isHeavy) console.error(`${judgement.verdict} ${name}: ${JSON.stringify(judgement).slice(0, 600)}`);
      if (judged.length % 500 === 0) console.error(`${judged.length} judged, ${queue.length} wait`);
    }
  } finally {
    judge.close();
  }
}
