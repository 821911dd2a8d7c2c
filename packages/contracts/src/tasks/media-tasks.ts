import * as z from 'zod/mini';
import { colourSchema, defineTask } from './define-task.ts';

/** What is opened as video. */
export const VIDEO_TYPES = [
  'video/mp4',
  'video/quicktime',
  'video/x-m4v',
  'video/webm',
  'video/matroska',
  'video/x-matroska',
  'video/x-msvideo',
  'video/vnd.avi',
  'video/mpeg',
  'video/mp2t',
] as const;
/** What is opened as audio. */
export const AUDIO_TYPES = [
  'audio/mpeg',
  'audio/mp4',
  'audio/x-m4a',
  'audio/wav',
  'audio/x-wav',
  'audio/vnd.wave',
  'audio/flac',
  'audio/x-flac',
  'audio/ogg',
  'audio/opus',
  'audio/aac',
] as const;
const MEDIA_TYPES = [...VIDEO_TYPES, ...AUDIO_TYPES] as const;

export const probeMedia = defineTask({
  task: 'probe_media',
  version: 1,
  class: 'media',
  summary: 'What a video or a recording is: how long, of which streams, in which codecs',
  takes: MEDIA_TYPES,
  gives: ['application/json'],
  parameters: z.strictObject({}),
  examples: [{ summary: 'Everything it says of itself', parameters: {} }],
});

export const poster = defineTask({
  task: 'poster',
  version: 1,
  class: 'media',
  summary: 'A picture that stands for a video',
  takes: VIDEO_TYPES,
  gives: ['image/jpeg', 'image/webp', 'image/png'],
  parameters: z.strictObject({
    /** Where to look, in parts of the duration; of the frames there the one that shows most is taken. */
    position: z._default(z.number().check(z.minimum(0), z.maximum(1)), 0.1),
    /** Of its longer side in pixels; never enlarged. */
    size: z._default(z.int().check(z.minimum(16), z.maximum(4096)), 1280),
    format: z._default(z.enum(['jpeg', 'webp', 'png']), 'jpeg'),
    quality: z._default(z.int().check(z.minimum(1), z.maximum(100)), 80),
  }),
  examples: [
    { summary: 'For a list of videos', parameters: {} },
    { summary: 'From the middle', parameters: { position: 0.5, format: 'webp' } },
  ],
});

export const transcodeVideo = defineTask({
  task: 'transcode_video',
  version: 1,
  class: 'media',
  summary: 'The video for players: one MP4, or HLS of several sizes',
  takes: VIDEO_TYPES,
  gives: ['video/mp4', 'application/vnd.apple.mpegurl'],
  parameters: z.strictObject({
    format: z._default(z.enum(['mp4', 'hls']), 'mp4'),
    /** Of the largest picture, in pixels; never enlarged. */
    max_height: z._default(z.int().check(z.minimum(144), z.maximum(2160)), 1080),
  }),
  examples: [
    { summary: 'H.264 and AAC in an MP4 that starts at once', parameters: {} },
    { summary: 'HLS, at most 720 pixels high', parameters: { format: 'hls', max_height: 720 } },
  ],
});

export const transcodeAudio = defineTask({
  task: 'transcode_audio',
  version: 1,
  class: 'media',
  summary: 'The sound of a recording or a video in another format',
  takes: MEDIA_TYPES,
  gives: ['audio/mpeg', 'audio/mp4', 'audio/ogg', 'audio/flac', 'audio/wav'],
  parameters: z.strictObject({
    format: z._default(z.enum(['mp3', 'm4a', 'opus', 'flac', 'wav']), 'mp3'),
    /** In kbit/s, of formats that lose something. */
    bitrate: z._default(z.int().check(z.minimum(16), z.maximum(320)), 128),
    channels: z.exactOptional(z.int().check(z.minimum(1), z.maximum(2))),
    /** To -16 LUFS (EBU R 128), so that recordings are equally loud. */
    normalize: z._default(z.boolean(), false),
  }),
  examples: [
    { summary: 'MP3', parameters: {} },
    { summary: 'Speech, small', parameters: { format: 'opus', bitrate: 32, channels: 1 } },
  ],
});

export const waveform = defineTask({
  task: 'waveform',
  version: 1,
  class: 'media',
  summary: 'How loud it is over time, as numbers and as a picture',
  takes: MEDIA_TYPES,
  gives: ['application/json', 'image/png'],
  parameters: z.strictObject({
    /** Pairs of lowest and highest value. */
    points: z._default(z.int().check(z.minimum(16), z.maximum(8192)), 1024),
    colour: z._default(colourSchema, '#336699'),
    height: z._default(z.int().check(z.minimum(16), z.maximum(1024)), 128),
  }),
  examples: [{ summary: '1,024 points', parameters: {} }],
});

/** Of video and audio. */
export const MEDIA_TASKS = [probeMedia, poster, transcodeVideo, transcodeAudio, waveform] as const;
