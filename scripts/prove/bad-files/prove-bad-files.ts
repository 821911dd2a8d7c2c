import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof } from '../proof.ts';
import { fetchPackages } from './fetch-packages.ts';
import { listFiles } from './list-files.ts';
import { writeReport } from './report.ts';
import { SOURCE_PACKAGES } from './source-packages.ts';
import { type End, FileWorker } from './worker.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const FOLDER = join(ROOT, '.sluice', 'bad-files');
const LEAST = 4_700;
const AT_ONCE = 2;

export type Result = End & { readonly from: string; readonly path: string };

/**
 * Every test file of Debian's source packages through inspection and what the default recipe does with it: none crashes a
 * worker or keeps it, each ends with a code.
 */
export const proveBadFiles: Proof = async ({ only }) => {
  const names = SOURCE_PACKAGES.filter((name) => only === undefined || name.includes(only));
  mkdirSync(FOLDER, { recursive: true });
  const packages = await fetchPackages(FOLDER, names, (line) => console.error(line));
  const files = packages.flatMap(({ name, folder }) =>
    listFiles(folder).map((path) => ({ from: name, path, full: join(folder, path) })),
  );
  const results: Result[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = new FileWorker();
    for (let file = files[next++]; file !== undefined; file = files[next++]) {
      const { from, path, full } = file;
      const end = await worker.try(full);
      results.push({ ...end, from, path });
      if (['error', 'crash', 'stuck'].includes(end.end)) console.error(`✖ ${from}/${path}: ${end.end}, ${end.reason}`);
      if (results.length % 250 === 0) console.error(`… ${results.length} of ${files.length}`);
    }
    worker.close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const broken = results.filter(({ end }) => end === 'error' || end === 'crash' || end === 'stuck');
  const report = writeReport(results);
  if (only === undefined) writeFileSync(join(ROOT, 'docs', 'bad-files.md'), report);
  console.log(JSON.stringify({ files: results.length, broken }, null, 2));
  return broken.length === 0 && (only !== undefined || results.length >= LEAST);
};
