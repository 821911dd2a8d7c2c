import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inMemoryTaskInput } from '@sluice/core/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTool } from '../tools/index.ts';
import { videoTasks } from './video-tasks.ts';

const FFMPEG = findTool('ffmpeg');
const tasks = videoTasks();

async function run(task: string, content: Uint8Array, mimeType: string, parameters: object = {}) {
  const offered = tasks.find((one) => one.task === task);
  if (offered === undefined) throw new Error(`no task ${task}`);
  const { input, outputs } = inMemoryTaskInput(content, { mimeType, parameters });
  const answer = await offered.run({ ...input, parameters });
  return { answer, outputs, made: outputs.get('output') };
}

describe.skipIf(FFMPEG === undefined)('video and audio [needs ffmpeg: sudo apt-get install ffmpeg]', () => {
  let folder = '';
  let number = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sluice-video-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (name: string, bytes: Uint8Array | undefined): string => {
    const path = join(folder, `${++number}`, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes ?? '');
    return path;
  };
  /** A clip with a moving picture and a tone, as ffmpeg writes it. */
  const clip = (name: string, ...args: readonly string[]): Buffer => {
    const path = join(folder, name);
    const sources = [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=640x360:rate=25:duration=5',
      '-f',
      'lavfi',
      '-i',
      'sine=duration=5',
    ];
    execFileSync(FFMPEG ?? '', ['-hide_banner', '-loglevel', 'error', '-y', ...sources, ...args, path]);
    return readFileSync(path);
  };
  /** What the independent reader says: ffprobe of this machine. */
  const ffprobe = (path: string) =>
    JSON.parse(
      execFileSync('ffprobe', ['-v', 'error', '-of', 'json', '-show_streams', '-show_format', path], {
        encoding: 'utf8',
      }),
    );
  /** Decodes everything and answers what goes wrong. */
  const faultsOf = (path: string) =>
    spawnSync('ffmpeg', ['-v', 'error', '-i', path, '-f', 'null', '-'], { encoding: 'utf8' }).stderr;
  const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'] as const;

  describe('probe_media', () => {
    it('says how long it is and what its streams are', async () => {
      const { answer, made } = await run('probe_media', clip('a.mp4', ...H264), 'video/mp4');
      expect(answer).toMatchObject({
        findings: {
          media: {
            value: {
              streams: [
                { kind: 'video', codec: 'h264', width: 640, height: 360, frames_per_second: 25 },
                { kind: 'audio', codec: 'aac', channels: 1, sample_rate: 44100 },
              ],
            },
          },
        },
      });
      const { duration_seconds } = JSON.parse(new TextDecoder().decode(made?.bytes));
      expect(Math.abs(duration_seconds - 5)).toBeLessThan(0.1);
    });

    it('says sizes as they are shown', async () => {
      const upright = write('upright.mp4', clip('b.mp4', ...H264));
      const turned = join(folder, 'turned.mp4');
      execFileSync('ffmpeg', [
        '-v',
        'error',
        '-y',
        '-i',
        upright,
        '-c',
        'copy',
        '-metadata:s:v:0',
        'rotate=90',
        turned,
      ]);
      const { answer } = await run('probe_media', readFileSync(turned), 'video/mp4');
      expect(answer).toMatchObject({ findings: { media: { value: { streams: [{ width: 360, height: 640 }, {}] } } } });
    });

    it.each([
      ['ends early', (bytes: Buffer) => bytes.subarray(0, 3000)],
      ['is noise', () => Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 31) % 256))],
      ['is empty', () => Buffer.alloc(0)],
    ])('answers what %s', async (_, change) => {
      const { answer } = await run('probe_media', change(clip('c.mp4', ...H264)), 'video/mp4');
      expect(answer).toMatchObject({ outcome: 'unparseable', detail: expect.not.stringMatching(/\/tmp|0x/) });
    });
  });

  describe('a content that names others', () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end('x');
    });
    let address = '';
    beforeAll(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const bound = server.address();
      address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}/x.ts`;
    });
    afterAll(() => server.close());

    it.each([
      ['a playlist', (url: string) => `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${url}\n#EXT-X-ENDLIST\n`],
      ['a list of files', (url: string) => `ffconcat version 1.0\nfile '${url}'\nfile '/etc/hostname'\n`],
      ['a manifest', (url: string) => `<?xml version="1.0"?><MPD><BaseURL>${url}</BaseURL></MPD>`],
    ])('such as %s that says it is a video is not read, and nothing is asked for', async (_, make) => {
      for (const [task, type] of [
        ['probe_media', 'video/mp4'],
        ['poster', 'video/webm'],
        ['transcode_video', 'video/mp2t'],
        ['transcode_audio', 'audio/mpeg'],
      ] as const) {
        const { answer } = await run(task, Buffer.from(make(address)), type);
        expect([task, answer.outcome]).toEqual([task, 'unparseable']);
      }
      expect(asked).toBe(0);
    });
  });

  describe('poster', () => {
    it('is a picture of it, as large as it is at most', async () => {
      const { made } = await run('poster', clip('d.mp4', ...H264), 'video/mp4');
      expect(made).toMatchObject({ mimeType: 'image/jpeg', width: 640, height: 360 });
      const { channels } = await sharp(made?.bytes).stats();
      expect(channels[0]?.stdev).toBeGreaterThan(20);
    });

    it('has the size and the format asked for', async () => {
      const parameters = { size: 100, format: 'webp', position: 1 };
      const { made } = await run('poster', clip('e.webm', '-c:v', 'libvpx', '-an'), 'video/webm', parameters);
      expect(made).toMatchObject({ mimeType: 'image/webp', width: 100, height: 56 });
    });

    it('is not to be had of a recording', async () => {
      const wav = clip('f.wav', '-map', '1:a');
      expect((await run('poster', wav, 'video/mp4')).answer).toMatchObject({ outcome: 'unparseable' });
    });
  });

  describe('transcode_video', () => {
    it('makes an MP4 that every player takes, and starts at once', async () => {
      const source = clip('g.avi', '-c:v', 'mpeg4', '-c:a', 'libmp3lame');
      const { made } = await run('transcode_video', source, 'video/x-msvideo', { max_height: 240 });
      const path = write('out.mp4', made?.bytes);
      const { streams, format } = ffprobe(path);
      expect(streams).toMatchObject([
        { codec_name: 'h264', height: 240, pix_fmt: 'yuv420p' },
        { codec_name: 'aac', channels: 2 },
      ]);
      expect(Math.abs(Number(format.duration) - 5)).toBeLessThan(0.1);
      expect(faultsOf(path)).toBe('');
      const bytes = Buffer.from(made?.bytes ?? []);
      expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    });

    it('keeps the picture: its structure is the same', async () => {
      const source = clip('h.avi', '-c:v', 'ffv1', '-an');
      const { made } = await run('transcode_video', source, 'video/x-msvideo');
      const args = [
        '-i',
        write('made.mp4', made?.bytes),
        '-i',
        write('source.avi', source),
        '-lavfi',
        'ssim',
        '-f',
        'null',
        '-',
      ];
      const { stderr } = spawnSync('ffmpeg', args, { encoding: 'utf8' });
      expect(Number(/All:([\d.]+)/.exec(stderr)?.[1])).toBeGreaterThan(0.95);
    });

    it('does not encode again what players take already', async () => {
      const source = clip('i.mp4', ...H264);
      const { made } = await run('transcode_video', source, 'video/mp4');
      const digest = (path: string) =>
        execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-map', '0:v', '-c', 'copy', '-f', 'md5', '-'], {
          encoding: 'utf8',
        });
      expect(digest(write('made.mp4', made?.bytes))).toBe(digest(write('source.mp4', source)));
    });

    it('makes HLS of several heights, in step with each other', async () => {
      const { answer, outputs } = await run('transcode_video', clip('j.mp4', ...H264), 'video/mp4', { format: 'hls' });
      expect(answer).toMatchObject({ findings: { stream: { value: { heights: [360, 240] } } } });
      for (const [name, { bytes }] of outputs) {
        const path = join(folder, 'hls', name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, bytes);
      }
      const master = new TextDecoder().decode(outputs.get('output/index.m3u8')?.bytes);
      expect(
        master.match(/^#EXT-X-STREAM-INF:.*BANDWIDTH=\d+.*RESOLUTION=\d+x\d+.*CODECS="avc1[^"]+,mp4a[^"]+"/gm),
      ).toHaveLength(2);
      const index = join(folder, 'hls', 'output', 'index.m3u8');
      expect(
        ffprobe(index)
          .streams.map(({ height }: { height?: number }) => height)
          .filter(Boolean),
      ).toEqual([360, 240]);
      expect(faultsOf(index)).toBe('');
      const segmentsOf = (name: string) =>
        new TextDecoder().decode(outputs.get(`output/${name}/index.m3u8`)?.bytes).match(/#EXTINF:[\d.]+/g);
      expect(segmentsOf('360p')).toEqual(segmentsOf('240p'));
      expect(segmentsOf('360p')).toHaveLength(2);
      expect(outputs.get('output/360p/index.m3u8')?.mimeType).toBe('application/vnd.apple.mpegurl');
    });

    it('makes HLS of what has no sound and odd sides', async () => {
      const source = clip('k.mkv', '-vf', 'crop=321:181:0:0', '-c:v', 'ffv1', '-an');
      const { answer, outputs } = await run('transcode_video', source, 'video/matroska', { format: 'hls' });
      expect(answer).toMatchObject({ findings: { stream: { value: { heights: [180] } } } });
      expect([...outputs.keys()]).toContain('output/180p/init.mp4');
    });
  });

  describe('transcode_audio', () => {
    it.each([
      ['mp3', 'mp3', 'audio/mpeg'],
      ['m4a', 'aac', 'audio/mp4'],
      ['opus', 'opus', 'audio/ogg'],
      ['flac', 'flac', 'audio/flac'],
      ['wav', 'pcm_s16le', 'audio/wav'],
    ])('makes %s of the sound of a video', async (format, codec, mimeType) => {
      const { made } = await run('transcode_audio', clip('l.mp4', ...H264), 'video/mp4', { format, channels: 2 });
      expect(made?.mimeType).toBe(mimeType);
      const path = write(`audio.${format}`, made?.bytes);
      const probed = ffprobe(path);
      expect(probed.streams).toMatchObject([{ codec_name: codec, channels: 2 }]);
      expect(Math.abs(Number(probed.format.duration) - 5)).toBeLessThan(0.15);
      expect(faultsOf(path)).toBe('');
    });

    it('makes recordings equally loud', async () => {
      const quiet = clip('m.wav', '-map', '1:a', '-af', 'volume=0.05');
      const { made } = await run('transcode_audio', quiet, 'audio/wav', { format: 'wav', normalize: true });
      const { stderr } = spawnSync('ffmpeg', ['-i', write('n.wav', made?.bytes), '-af', 'ebur128', '-f', 'null', '-'], {
        encoding: 'utf8',
      });
      expect(Math.abs(Number(/I:\s+(-?[\d.]+) LUFS(?![\s\S]*I:)/.exec(stderr)?.[1]) + 16)).toBeLessThan(2);
    });

    it('is not to be had of what has no sound', async () => {
      const { answer } = await run('transcode_audio', clip('o.mp4', '-c:v', 'libx264', '-an'), 'video/mp4');
      expect(answer).toEqual({ outcome: 'unsupported', detail: 'it has no sound' });
    });
  });

  describe('waveform', () => {
    it('is how loud it is over time, in numbers and as a picture', async () => {
      // Silence, then a tone.
      const source = clip('p.wav', '-map', '1:a', '-af', "volume='if(lt(t,2.5),0,4)':eval=frame");
      const { answer, outputs } = await run('waveform', source, 'audio/wav', { points: 100, height: 64 });
      const { data, ...facts } = JSON.parse(new TextDecoder().decode(outputs.get('output')?.bytes));
      expect(facts).toEqual({
        version: 2,
        channels: 1,
        sample_rate: 8000,
        samples_per_pixel: 400,
        bits: 8,
        length: 100,
      });
      expect(data).toHaveLength(200);
      expect(Math.max(...data.slice(0, 90))).toBeLessThan(3);
      expect(Math.min(...data.slice(120, 190).filter((_: number, i: number) => i % 2 === 1))).toBeGreaterThan(30);
      expect(answer).toMatchObject({ findings: { waveform: { value: { points: 100, seconds: 5 } } } });
      expect(await sharp(outputs.get('picture')?.bytes).metadata()).toMatchObject({
        width: 100,
        height: 64,
        format: 'png',
      });
    });
  });
});

describe('where there is no ffmpeg', () => {
  it.each(videoTasks(() => undefined))('$task says so, and how to get it', async ({ run: runTask }) => {
    const { input } = inMemoryTaskInput(new Uint8Array(3), { mimeType: 'video/mp4', parameters: {} });
    expect(await runTask(input)).toEqual({
      outcome: 'tool_missing',
      detail: expect.stringContaining('apt-get install'),
    });
  });
});
