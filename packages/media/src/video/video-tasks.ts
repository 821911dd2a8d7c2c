import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { poster, probeMedia, transcodeAudio, transcodeVideo, waveform } from '@sluice/contracts';
import { MAIN_OUTPUT, type OfferedTask, offerTask, type TaskAnswer } from '@sluice/core/process';
import { configureSharp } from '../images/configure-sharp.ts';
import { makePicture } from '../images/make-picture.ts';
import { openPicture } from '../images/open-picture.ts';
import { findTool } from '../tools/index.ts';
import { AUDIO_FORMATS } from './audio-formats.ts';
import { drawWaveform } from './draw-waveform.ts';
import { makeHls } from './make-hls.ts';
import type { MediaFacts, MediaStream } from './probe.ts';
import { runFfmpeg } from './run-ffmpeg.ts';
import { createWithMedia, type FindTool } from './with-media.ts';

const found = (name: string, value: object): TaskAnswer => ({
  outcome: 'succeeded',
  findings: { [name]: { value: JSON.parse(JSON.stringify(value)), confidence: 1, source: 'process' } },
});
const streamOf = ({ streams }: MediaFacts, kind: 'video' | 'audio'): MediaStream | undefined =>
  streams.find((stream) => stream.kind === kind);
const without = (what: 'picture' | 'sound'): TaskAnswer => ({ outcome: 'unsupported', detail: `it has no ${what}` });

/** What is done with video and audio, by ffmpeg as a process beside; without it they answer `tool_missing`. */
export function videoTasks(find: FindTool = findTool): readonly OfferedTask[] {
  configureSharp();
  const withMedia = createWithMedia(find);
  return [
    offerTask(probeMedia, (input) =>
      withMedia(input, async (_, facts) => {
        await input.put(MAIN_OUTPUT, 'application/json', new TextEncoder().encode(JSON.stringify(facts)));
        // Of many streams the first say what it is; all of them are in the output.
        return found('media', { ...facts, streams: facts.streams.slice(0, 8) });
      }),
    ),
    offerTask(poster, (input) =>
      withMedia(input, async (media, facts) => {
        if (streamOf(facts, 'video') === undefined) return without('picture');
        const { position, size, format, quality } = input.parameters;
        const at = String(Math.max(0, Math.min(facts.duration_seconds * position, facts.duration_seconds - 0.1)));
        const after = ['-map', '0:v:0', '-vf', 'thumbnail=25', '-frames:v', '1', 'poster.png'];
        const bad = await runFfmpeg(media, { before: ['-ss', at], after, wallSeconds: 60 });
        if (bad !== undefined) return bad;
        const frame = await readFile(join(media.folder, 'poster.png')).catch(() => undefined);
        if (frame === undefined) return { outcome: 'unparseable', detail: 'no frame of it can be shown' };
        const picture = await openPicture(frame, media.maxPixels);
        if (picture.outcome !== 'opened') return picture;
        const box = { width: size, height: size, fit: 'inside' } as const;
        const made = await makePicture(picture, media.maxPixels, { format, quality, box });
        if (made.outcome !== 'made') return made;
        await input.put(MAIN_OUTPUT, made.mimeType, made.bytes, { width: made.width, height: made.height });
        return { outcome: 'succeeded', findings: {} };
      }),
    ),
    offerTask(transcodeVideo, (input) =>
      withMedia(input, async (media, facts) => {
        const video = streamOf(facts, 'video');
        if (video === undefined) return without('picture');
        const { format, max_height: maxHeight } = input.parameters;
        if (format === 'hls') return makeHls(media, facts, maxHeight, input.put);
        const isReady =
          video.codec === 'h264' &&
          (video.height ?? 0) <= maxHeight &&
          (streamOf(facts, 'audio')?.codec ?? 'aac') === 'aac';
        const codecs = isReady
          ? ['-c', 'copy']
          : [
              ...[
                '-vf',
                `scale=-2:'min(${maxHeight},trunc(ih/2)*2)'`,
                '-c:v',
                'libx264',
                '-preset',
                'veryfast',
                '-crf',
                '23',
              ],
              ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '128k', '-ac', '2'],
            ];
        const only = ['-map', '0:v:0', '-map', '0:a:0?', '-sn', '-dn', '-map_metadata', '-1'];
        const bad = await runFfmpeg(media, { after: [...only, ...codecs, '-movflags', '+faststart', 'video.mp4'] });
        if (bad !== undefined) return bad;
        await input.put(MAIN_OUTPUT, 'video/mp4', createReadStream(join(media.folder, 'video.mp4')));
        return { outcome: 'succeeded', findings: {} };
      }),
    ),
    offerTask(transcodeAudio, (input) =>
      withMedia(input, async (media, facts) => {
        if (streamOf(facts, 'audio') === undefined) return without('sound');
        const { format, bitrate, channels, normalize } = input.parameters;
        const { codec, container, mimeType, lossy } = AUDIO_FORMATS[format];
        const after = [
          ...['-map', '0:a:0', '-vn', '-map_metadata', '-1', '-c:a', codec],
          ...(lossy ? ['-b:a', `${bitrate}k`] : []),
          ...(channels === undefined ? [] : ['-ac', String(channels)]),
          ...(normalize ? ['-af', 'loudnorm=I=-16:TP=-1.5:LRA=11', '-ar', '48000'] : []),
          ...['-f', container, 'audio'],
        ];
        const bad = await runFfmpeg(media, { after });
        if (bad !== undefined) return bad;
        await input.put(MAIN_OUTPUT, mimeType, createReadStream(join(media.folder, 'audio')));
        return { outcome: 'succeeded', findings: {} };
      }),
    ),
    offerTask(waveform, (input) =>
      withMedia(input, async (media, facts) => {
        if (streamOf(facts, 'audio') === undefined) return without('sound');
        const rate = 8000;
        const after = ['-map', '0:a:0', '-vn', '-ac', '1', '-ar', String(rate), '-f', 's16le', 'samples'];
        const bad = await runFfmpeg(media, { after });
        if (bad !== undefined) return bad;
        const path = join(media.folder, 'samples');
        const { size } = await stat(path);
        return drawWaveform(
          createReadStream(path),
          { samples: Math.floor(size / 2), rate, ...input.parameters },
          input.put,
        );
      }),
    ),
  ];
}
