import type { BadOutcome } from '@sluice/core/process';
import * as z from 'zod/mini';
import { runTool } from '../tools/index.ts';
import { openingArgs } from './demuxers.ts';
import type { Spooled } from './spooled.ts';

const number = z.catch(z.optional(z.coerce.number()), undefined);
const streamSchema = z.object({
  codec_type: z.optional(z.string()),
  codec_name: z.optional(z.string()),
  width: z.optional(z.int()),
  height: z.optional(z.int()),
  avg_frame_rate: z.optional(z.string()),
  pix_fmt: z.optional(z.string()),
  channels: z.optional(z.int()),
  sample_rate: number,
  bit_rate: number,
  tags: z.optional(z.object({ language: z.optional(z.string()) })),
  side_data_list: z.optional(z.array(z.object({ rotation: z.optional(z.number()) }))),
  disposition: z.optional(z.object({ attached_pic: z.optional(z.int()) })),
});
const probeSchema = z.object({
  streams: z._default(z.array(streamSchema), []),
  format: z.object({ duration: number, bit_rate: number, format_name: z.optional(z.string()) }),
});

export type MediaStream = {
  readonly kind: 'video' | 'audio' | 'other';
  readonly codec: string;
  /** As it is shown: turned when it says so. */
  readonly width?: number;
  readonly height?: number;
  readonly frames_per_second?: number;
  readonly rotation?: number;
  readonly channels?: number;
  readonly sample_rate?: number;
  readonly bit_rate?: number;
  readonly language?: string;
};
export type MediaFacts = {
  readonly duration_seconds: number;
  readonly bit_rate?: number;
  readonly streams: readonly MediaStream[];
};
export type Probed =
  | { readonly outcome: 'probed'; readonly facts: MediaFacts }
  | { readonly outcome: BadOutcome; readonly detail: string };

const MAX_STREAMS = 64;
/** What is longer takes more than a worker has. */
const MAX_SECONDS = 6 * 3600;

/** What ffprobe says of a spooled content, in a process of its own: what it claims is only read there. */
export async function probe({ ffprobe, mimeType, path, folder, signal, maxPixels }: Spooled): Promise<Probed> {
  const end = await runTool(ffprobe, {
    args: ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', ...openingArgs(mimeType, path)],
    limits: { wallSeconds: 20, memoryBytes: 1024 ** 3, fileBytes: 0, printedBytes: 1024 ** 2 },
    ...{ folder, signal },
  });
  if (end.outcome !== 'exited') return { outcome: 'unparseable', detail: `reading it was ended: ${end.outcome}` };
  if (end.code !== 0) return { outcome: 'unparseable', detail: firstLine(end.stderr) };
  const parsed = z.safeParse(probeSchema, JSON.parse(end.stdout));
  if (!parsed.success) return { outcome: 'unparseable', detail: 'it says nothing of itself' };
  const { streams, format } = parsed.data;
  if (streams.length > MAX_STREAMS)
    return { outcome: 'too_many_entries', detail: `${streams.length} streams; at most ${MAX_STREAMS} are read` };
  const duration = format.duration ?? 0;
  if (duration > MAX_SECONDS)
    return { outcome: 'too_long', detail: `${Math.round(duration)} seconds; at most ${MAX_SECONDS} are read` };
  const facts: MediaFacts = {
    duration_seconds: Math.round(duration * 1000) / 1000,
    ...(format.bit_rate !== undefined && { bit_rate: format.bit_rate }),
    streams: streams.map(describe),
  };
  const large = facts.streams.find(({ width = 0, height = 0 }) => width * height > maxPixels);
  if (large)
    return { outcome: 'too_many_pixels', detail: `${large.width} x ${large.height} is more than ${maxPixels} pixels` };
  return facts.streams.some(({ kind }) => kind !== 'other')
    ? { outcome: 'probed', facts }
    : { outcome: 'unparseable', detail: 'it has neither picture nor sound' };
}

function describe(stream: z.infer<typeof streamSchema>): MediaStream {
  const { codec_type, codec_name = 'unknown', width, height, channels, sample_rate, bit_rate, tags } = stream;
  // A cover of a recording is a stream of one picture.
  const isCover = stream.disposition?.attached_pic === 1;
  const kind = codec_type === 'audio' || (codec_type === 'video' && !isCover) ? codec_type : 'other';
  const rotation = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  const turned = Math.abs(rotation) % 180 === 90;
  const [across, down] = turned ? [height, width] : [width, height];
  const fps = rate(stream.avg_frame_rate);
  return {
    ...{ kind, codec: codec_name },
    ...(across !== undefined && { width: across }),
    ...(down !== undefined && { height: down }),
    ...(kind === 'video' && fps !== undefined && { frames_per_second: fps }),
    ...(rotation !== 0 && { rotation }),
    ...(channels !== undefined && { channels }),
    ...(sample_rate !== undefined && { sample_rate }),
    ...(bit_rate !== undefined && { bit_rate }),
    ...(tags?.language !== undefined && { language: tags.language }),
  };
}

/** `30000/1001` is 29.97. */
function rate(text: string | undefined): number | undefined {
  const [over, under] = (text ?? '').split('/').map(Number);
  return over && under ? Math.round((over / under) * 1000) / 1000 : undefined;
}

/** Without the path and the address in memory that ffmpeg puts before it. */
export const firstLine = (stderr: string): string =>
  (stderr.split('\n').find((line) => line.trim() !== '') ?? 'it cannot be read')
    .replace(/^\[[^\]]*\]\s*/, '')
    .replaceAll(/file:\S*\/content/g, 'the content')
    .slice(0, 300);
