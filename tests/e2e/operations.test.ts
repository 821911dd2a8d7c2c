import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { callApi, type Person } from '../support/call-api.ts';
import { fileAtRest, putParts } from '../support/send-file.ts';

const OWNER: Person = { role: 'editor', tenant: 'acme' };

async function send(filename: string, mimeType: string, bytes: Uint8Array, operations: readonly unknown[]) {
  const body = { filename, mime_type: mimeType, size_bytes: bytes.byteLength, operations };
  const created = await callApi('POST', '/v1/uploads', { as: OWNER, body });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  await putParts(created.body, bytes);
  const completed = await callApi('POST', `/v1/uploads/${created.body.upload_id}/complete`, { as: OWNER });
  expect(completed.status, JSON.stringify(completed.body)).toBe(200);
  return fileAtRest(OWNER, completed.body.file_id);
}
async function download(fileId: string, name: string) {
  const { status, body } = await callApi('GET', `/v1/files/${fileId}/renditions/${name}`, { as: OWNER });
  expect(status, JSON.stringify(body)).toBe(200);
  return new Uint8Array(await (await fetch(body.url)).arrayBuffer());
}
const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
const namesOf = (file: { renditions: { name: string }[] }) => file.renditions.map(({ name }) => name).sort();

describe('what is asked for with an upload', () => {
  it('is made, besides what the rest of the flow looks at, and in place of what a picture gets by default', async () => {
    const picture = await sharp({ create: { width: 640, height: 400, channels: 3, background: '#336699' } })
      .png()
      .toBuffer();
    const file = await send('sky.png', 'image/png', picture, [
      'thumbnail',
      { task: 'thumbnail', parameters: { size: 64, format: 'webp' } },
      { task: 'convert_image', parameters: { format: 'avif' } },
      'placeholder',
      { task: 'hash', parameters: { algorithms: ['sha256', 'md5'] } },
    ]);
    expect(file).toMatchObject({ status: 'published', partial: false });
    expect(namesOf(file)).toEqual(['convert_image', 'large_webp', 'thumbnail', 'thumbnail_2']);
    expect(file.findings).toMatchObject({
      colour: { value: '#336699' },
      hash: { value: { md5: createHash('md5').update(picture).digest('hex'), sha256: file.sha256 } },
    });
    expect(await sharp(await download(file.file_id, 'thumbnail_2')).metadata()).toMatchObject({
      width: 64,
      format: 'webp',
    });
    expect(await sharp(await download(file.file_id, 'convert_image')).metadata()).toMatchObject({
      width: 640,
      format: 'heif',
    });
  });

  it('is done with files of any kind, each by the workers of its class', async () => {
    const text = new TextEncoder().encode('packed\n'.repeat(500));
    const packed = await send('notes.txt', 'text/plain', text, ['create_archive']);
    const archive = await download(packed.file_id, 'create_archive');
    expect(archive.byteLength).toBeLessThan(text.byteLength);
    const listed = await send('notes.zip', 'application/zip', archive, ['list_archive']);
    const listing = JSON.parse(new TextDecoder().decode(await download(listed.file_id, 'list_archive')));
    expect(listing).toMatchObject({ format: 'zip', entries: [{ path: 'notes.txt', size_bytes: 3500 }] });
  });

  it.skipIf(!hasFfmpeg)('is done with video too, a folder of segments among it [needs ffmpeg]', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sluice-clip-'));
    const path = join(folder, 'clip.mp4');
    const sources = [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=320x180:rate=25:duration=5',
      '-f',
      'lavfi',
      '-i',
      'sine=duration=5',
    ];
    execFileSync('ffmpeg', ['-v', 'error', ...sources, '-c:v', 'libx264', '-c:a', 'aac', path]);
    const clip = readFileSync(path);
    rmSync(folder, { recursive: true });
    const hls = { task: 'transcode_video', parameters: { format: 'hls' } };
    const file = await send('clip.mp4', 'video/mp4', clip, ['probe_media', 'poster', hls]);
    expect(file).toMatchObject({ status: 'published', partial: false });
    expect(file.findings.media.value.streams).toMatchObject([{ codec: 'h264', height: 180 }, { codec: 'aac' }]);
    expect(await sharp(await download(file.file_id, 'poster')).metadata()).toMatchObject({
      width: 320,
      format: 'jpeg',
    });
    const stream = file.renditions.find(({ name }: { name: string }) => name === 'transcode_video');
    expect(stream).toMatchObject({ mime_type: 'application/vnd.apple.mpegurl' });
    // A playlist of playlists, a playlist, a beginning and two segments.
    expect(stream.parts).toBe(5);
    expect(new TextDecoder().decode(await download(file.file_id, 'transcode_video'))).toContain('#EXT-X-STREAM-INF');
  });

  it('and cannot be done leaves the file published, and says so', async () => {
    const file = await send('notes.txt', 'text/plain', new TextEncoder().encode('no picture'), ['thumbnail']);
    expect(file).toMatchObject({ status: 'published', partial: true });
    expect(file.findings.thumbnail.value).toEqual({
      outcome: 'unsupported',
      detail: 'thumbnail does not take text/plain',
    });
  });

  it('with parameters that do not fit is refused before a byte is sent, with the place', async () => {
    const operations = ['thumbnail', { task: 'convert_image', parameters: { quality: 0 } }];
    const body = { filename: 'x.png', mime_type: 'image/png', size_bytes: 1, operations };
    const { status, body: problem } = await callApi('POST', '/v1/uploads', { as: OWNER, body });
    expect([status, problem.errors]).toEqual([
      expect.any(Number),
      [{ pointer: '/operations/1/parameters/quality', detail: 'must be at least 1' }],
    ]);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});
