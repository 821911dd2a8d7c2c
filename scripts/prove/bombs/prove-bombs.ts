import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeInChild } from '../judging/judge-in-child.ts';
import type { ProofOptions } from '../proof.ts';
import { ARCHIVE_BOMBS } from './archive-bombs.ts';
import type { Bomb } from './bomb.ts';
import { DOCUMENT_BOMBS } from './document-bombs.ts';
import { IMAGE_BOMBS } from './image-bombs.ts';

export const BOMBS: readonly Bomb[] = [...IMAGE_BOMBS, ...ARCHIVE_BOMBS, ...DOCUMENT_BOMBS];
const DEADLINE_MS = 20_000;
const MOST_MS = 5_000;
const MOST_BYTES = 512 * 1024 ** 2;

/** Each bomb ends as it should within 5 s and 512 MB, in a process of its own: through inspection and the default recipe. */
export async function proveBombs({ only }: ProofOptions): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-bombs-'));
  const judge = judgeInChild({ deadlineMs: DEADLINE_MS, contentsPerChild: 1 });
  const rows = [];
  try {
    for (const bomb of BOMBS.filter(({ name }) => only === undefined || name.includes(only))) {
      const path = join(folder, 'bomb');
      const bytes = await bomb.make();
      await writeFile(path, bytes);
      const judgement = await judge.judge(path);
      const reason = 'reason' in judgement && judgement.reason !== '' ? `: ${judgement.reason}` : '';
      const verdict = `${judgement.verdict}${reason}`;
      const [ms, peak] =
        'ms' in judgement ? [judgement.ms, judgement.peakBytes] : [DEADLINE_MS, Number.POSITIVE_INFINITY];
      const holds = bomb.expect.test(verdict) && ms <= MOST_MS && peak <= MOST_BYTES;
      rows.push({ name: bomb.name, bytes: bytes.length, verdict, ms, peak_mb: Math.round(peak / 1e6), holds });
      console.error(`${holds ? '✔' : '✖'} ${bomb.name}: ${verdict}, ${ms} ms, ${Math.round(peak / 1e6)} MB`);
      if (!holds) console.error(`  ${judgement.detail.slice(0, 300)}`);
    }
  } finally {
    judge.close();
    await rm(folder, { recursive: true, force: true });
  }
  console.log(JSON.stringify(rows, null, 2));
  return rows.every(({ holds }) => holds);
}
