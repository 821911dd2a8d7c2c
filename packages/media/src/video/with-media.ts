import { type TaskAnswer, type TaskInput, tooLarge } from '@sluice/core/process';
import { spoolContent, toolMissing, withToolFolder } from '../tools/index.ts';
import { type MediaFacts, probe } from './probe.ts';
import type { Spooled } from './spooled.ts';

/** A worker has ten gigabytes of disk, for a content and for what is made of it. */
const MAX_BYTES = 4 * 1024 ** 3;

/** Finds a program of this machine. */
export type FindTool = (name: 'ffmpeg' | 'ffprobe') => string | undefined;

export type WithMedia = (
  input: TaskInput<unknown>,
  use: (media: Spooled, facts: MediaFacts) => Promise<TaskAnswer>,
) => Promise<TaskAnswer>;

/** Does something with a video or a recording on disk, of which is known what it is. */
export const createWithMedia =
  (find: FindTool): WithMedia =>
  async ({ source, mimeType, limits, signal }, use) => {
    const [ffmpeg, ffprobe] = [find('ffmpeg'), find('ffprobe')];
    if (ffmpeg === undefined || ffprobe === undefined) return toolMissing('ffmpeg');
    if (source.sizeBytes > MAX_BYTES) return tooLarge(source.sizeBytes, MAX_BYTES);
    return withToolFolder(async (folder) => {
      const path = await spoolContent(source, folder, signal);
      const media = { ffmpeg, ffprobe, mimeType, path, folder, signal, maxPixels: limits.maxPixels };
      const probed = await probe(media);
      return probed.outcome === 'probed' ? use(media, probed.facts) : probed;
    });
  };
