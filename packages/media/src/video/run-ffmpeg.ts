import type { TaskAnswer } from '@sluice/core/process';
import { runTool } from '../tools/index.ts';
import { openingArgs } from './demuxers.ts';
import { firstLine } from './probe.ts';
import type { Spooled } from './spooled.ts';

export type Bad = Exclude<TaskAnswer, { readonly outcome: 'succeeded' }>;

/** What one job may write. */
const FILE_BYTES = 5 * 1024 ** 3;

/** Runs ffmpeg on a spooled content; undefined when it did what it should. */
export async function runFfmpeg(
  { ffmpeg, mimeType, path, folder, signal }: Spooled,
  {
    before = [],
    after,
    wallSeconds = 800,
  }: { readonly before?: readonly string[]; readonly after: readonly string[]; readonly wallSeconds?: number },
): Promise<Bad | undefined> {
  const end = await runTool(ffmpeg, {
    args: ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...before, ...openingArgs(mimeType, path), ...after],
    limits: { wallSeconds, memoryBytes: 3 * 1024 ** 3, fileBytes: FILE_BYTES },
    ...{ folder, signal },
  });
  if (end.outcome === 'exited' && end.code === 0) return undefined;
  if (end.outcome === 'timed_out') return { outcome: 'too_long', detail: `it takes more than ${wallSeconds} seconds` };
  return { outcome: 'unparseable', detail: firstLine(end.stderr) };
}
