import { readFile, writeFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { readPeakRss } from '../../../bench/client/read-peak-rss.ts';
import { judgeContent } from './judge-content.ts';
import type { JudgeAnswer } from './judge-in-child.ts';

/** Writing 5 here makes the system count the peak of resident memory anew. Linux. */
const forgetPeak = () => writeFile('/proc/self/clear_refs', '5');

process.on('message', async (message) => {
  const path = z.parse(z.string(), message);
  const bytes = await readFile(path);
  await forgetPeak();
  const started = performance.now();
  const judged = await judgeContent(bytes, new AbortController().signal).catch((error: unknown) => ({
    mimeType: '',
    verdict: 'threw',
    reason: error instanceof Error ? error.name : 'not an error',
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  const answer: JudgeAnswer = { ...judged, ms: Math.round(performance.now() - started), peakBytes: readPeakRss() };
  process.send?.(answer);
});
process.send?.('ready');
