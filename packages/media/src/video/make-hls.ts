import { createReadStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MAIN_OUTPUT, type PutOutput, type TaskAnswer } from '@sluice/core/process';
import type { MediaFacts } from './probe.ts';
import { runFfmpeg } from './run-ffmpeg.ts';
import type { Spooled } from './spooled.ts';

/** Heights and bit rates players choose between, in kbit/s: what the large services offer, roughly. */
const LADDER = [
  { height: 2160, video: 12_000, audio: 192 },
  { height: 1440, video: 7_000, audio: 192 },
  { height: 1080, video: 4_500, audio: 160 },
  { height: 720, video: 2_500, audio: 128 },
  { height: 480, video: 1_200, audio: 128 },
  { height: 240, video: 400, audio: 64 },
] as const;
const SEGMENT_SECONDS = 4;
const LOOK_AGAIN_MS = 500;

const TYPES: Readonly<Record<string, string>> = {
  m3u8: 'application/vnd.apple.mpegurl',
  m4s: 'video/iso.segment',
  mp4: 'video/mp4',
};

/** HLS of fragmented MP4 (CMAF), a folder a height; segments leave the disk as soon as they are made. */
export async function makeHls(
  media: Spooled,
  facts: MediaFacts,
  maxHeight: number,
  put: PutOutput,
): Promise<TaskAnswer> {
  const height = facts.streams.find(({ kind }) => kind === 'video')?.height ?? 0;
  const hasSound = facts.streams.some(({ kind }) => kind === 'audio');
  const rungs = chooseRungs(height, maxHeight);
  let isMade = false;
  const made = runFfmpeg(media, { after: hlsArgs(rungs, hasSound) }).finally(() => {
    isMade = true;
  });
  // Who waits for ffmpeg hears how it ended.
  made.catch(() => {});
  while (!isMade) {
    await Promise.race([made.catch(() => {}), new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))]);
    for (const { name } of rungs) await putSegments(media.folder, name, put, isMade);
  }
  const bad = await made;
  if (bad !== undefined) return bad;
  for (const { name } of rungs) {
    for (const file of (await readdir(join(media.folder, name))).sort())
      await putFile(media.folder, `${name}/${file}`, put);
  }
  await putFile(media.folder, 'index.m3u8', put);
  const value = { heights: rungs.map((rung) => rung.height), seconds: facts.duration_seconds };
  return { outcome: 'succeeded', findings: { stream: { value, confidence: 1, source: 'process' } } };
}

type Rung = { readonly name: string; readonly height: number; readonly video: number; readonly audio: number };

/** The steps below the picture's own height, which is never enlarged; its own where that is lower than all of them. */
export function chooseRungs(height: number, maxHeight: number): readonly Rung[] {
  const top = Math.min(height, maxHeight);
  const even = Math.max(2, Math.floor(top / 2) * 2);
  const lower = LADDER.filter((rung) => rung.height < even).slice(0, 3);
  const own = LADDER.findLast((rung) => rung.height >= even) ?? LADDER[0];
  return [{ ...own, height: even }, ...lower].map((rung) => ({ ...rung, name: `${rung.height}p` }));
}

function hlsArgs(rungs: readonly Rung[], hasSound: boolean): string[] {
  const split = `[0:v:0]split=${rungs.length}${rungs.map((_, i) => `[s${i}]`).join('')}`;
  const scaled = rungs.map(({ height }, i) => `[s${i}]scale=-2:${height}:flags=bicubic,format=yuv420p[v${i}]`);
  const streams = rungs.flatMap(({ video, audio }, i) => [
    ...[
      '-map',
      `[v${i}]`,
      `-b:v:${i}`,
      `${video}k`,
      `-maxrate:v:${i}`,
      `${Math.round(video * 1.1)}k`,
      `-bufsize:v:${i}`,
      `${video * 2}k`,
    ],
    ...(hasSound ? ['-map', '0:a:0', `-b:a:${i}`, `${audio}k`] : []),
  ]);
  const variants = rungs.map(({ name }, i) => (hasSound ? `v:${i},a:${i},name:${name}` : `v:${i},name:${name}`));
  return [
    ...['-filter_complex', [split, ...scaled].join(';'), ...streams, '-sn', '-dn', '-map_metadata', '-1'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-sc_threshold', '0'],
    // Segments of all heights begin with a picture of their own at the same moments, so that players can change between them.
    ...['-force_key_frames', `expr:gte(t,n_forced*${SEGMENT_SECONDS})`],
    ...(hasSound ? ['-c:a', 'aac', '-ac', '2', '-ar', '48000'] : []),
    ...['-f', 'hls', '-hls_time', String(SEGMENT_SECONDS), '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
    ...['-hls_flags', 'independent_segments', '-hls_fmp4_init_filename', 'init.mp4', '-master_pl_name', 'index.m3u8'],
    ...['-hls_segment_filename', '%v/segment_%d.m4s', '-var_stream_map', variants.join(' '), '%v/index.m3u8'],
  ];
}

/** Puts the segments of one height that are finished: all but the last while ffmpeg is at work. */
async function putSegments(folder: string, name: string, put: PutOutput, isMade: boolean): Promise<void> {
  const files = await readdir(join(folder, name)).catch(() => []);
  const segments = files
    .flatMap((file) => /^segment_(\d+)\.m4s$/.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  for (const number of isMade ? segments : segments.slice(0, -1)) {
    const path = `${name}/segment_${number}.m4s`;
    await putFile(folder, path, put);
    await rm(join(folder, path));
  }
}

const putFile = (folder: string, path: string, put: PutOutput): Promise<void> =>
  put(
    `${MAIN_OUTPUT}/${path}`,
    TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    createReadStream(join(folder, path)),
  );
