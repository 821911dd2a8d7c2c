import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BadSample, makeBadSamples } from '../../examples/make-bad-samples.ts';
import { makeSamples } from '../../examples/make-samples.ts';
import { callApi, type Person } from '../support/call-api.ts';
import { readContent, sendFile } from '../support/send-file.ts';

const editor: Person = { role: 'editor', tenant: 'acme' };
const DECLARED: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.tiff': 'image/tiff',
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.csv': 'text/csv',
  '.json': 'application/json',
  '.zip': 'application/zip',
  '.mp4': 'video/mp4',
  '.html': 'text/html',
  '.epub': 'application/epub+zip',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};
const RENDERED = ['.jpg', '.png', '.gif', '.webp', '.tiff', '.avif', '.bmp'];
/** What is made of a file: of a picture others, of a document its text and the looks of its pages, of a film nothing yet. */
const renditionsOf = (path: string): readonly string[] => {
  if (RENDERED.includes(extname(path))) return ['large_avif', 'large_webp', 'thumbnail'];
  if (extname(path) === '.pdf') return [...(PAGES[basename(path)] ?? []), 'text'];
  return extname(path) === '.mp4' ? [] : ['text'];
};
const PAGES: Readonly<Record<string, readonly string[]>> = {
  'report.pdf': ['page_1', 'page_2'],
  'scan.pdf': ['page_1'],
};

let dir = '';
let samples: string[] = [];
let badSamples: BadSample[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sluice-flow-'));
  samples = await makeSamples(join(dir, 'good'));
  badSamples = await makeBadSamples(join(dir, 'bad'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const contentOf = async (path: string) => ({
  filename: basename(path),
  mimeType: DECLARED[extname(path)] ?? 'application/octet-stream',
  bytes: await readContent(path),
});

describe('a file of every kind', () => {
  it('is published as what it is, with what is made of it', async () => {
    expect(samples.length).toBeGreaterThanOrEqual(13);
    const files = await Promise.all(
      samples.map(async (path) => ({ path, file: await sendFile(editor, await contentOf(path)) })),
    );
    for (const { path, file } of files) {
      expect(file, path).toMatchObject({ status: 'published', partial: false, filename: basename(path) });
      const names = file.renditions.map(({ name }: { name: string }) => name).sort();
      expect(names, path).toEqual(renditionsOf(path));
    }
  });

  it('comes to rest with a stable reason when it is bad, never failed', async () => {
    const files = await Promise.all(
      badSamples.map(async (sample) => ({ sample, file: await sendFile(editor, await contentOf(sample.path)) })),
    );
    for (const { sample, file } of files) {
      const { status, reason, finding } = sample.expect;
      expect({ status: file.status, reason: file.reason }, sample.path).toEqual({ status, reason });
      expect(file.filename).toBe(basename(sample.path));
      if (finding) expect(Object.keys(file.findings), sample.path).toContain(finding);
      if (status === 'rejected') expect(file.detail, sample.path).toEqual(expect.any(String));
    }
  });
});

describe('a published file', () => {
  it('downloads under its own name, without what no name needs', async () => {
    const name = `a picture's "name"\n\u202E été.txt`;
    const bytes = new TextEncoder().encode('hello');
    const file = await sendFile(editor, { filename: name, mimeType: 'text/plain', bytes });
    const redirect = await callApi('GET', `/v1/files/${file.file_id}/content?redirect=true`, { as: editor });
    expect(redirect.status).toBe(302);
    const download = await fetch(redirect.headers.get('location') ?? '');
    expect(await download.text()).toBe('hello');
    const disposition = download.headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment;/);
    expect(decodeURIComponent(/filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1] ?? ''))
      // Line breaks and marks that turn text around are how names lie.
      .toBe(`a picture's "name"__ été.txt`);
  });

  it('cannot be downloaded when it was rejected', async () => {
    const elf = badSamples.find(({ path }) => basename(path) === 'program.png');
    const file = await sendFile(editor, await contentOf(elf?.path ?? ''));
    const answer = await callApi('GET', `/v1/files/${file.file_id}/content`, { as: editor });
    expect(answer).toMatchObject({ status: 409, body: { code: 'state_conflict' } });
  });

  it('serves renditions that are what they say, upright', async () => {
    const photo = samples.find((path) => extname(path) === '.jpg');
    const file = await sendFile(editor, await contentOf(photo ?? ''));
    const { body } = await callApi('GET', `/v1/files/${file.file_id}/renditions`, { as: editor });
    for (const rendition of body.items) {
      const download = await fetch(rendition.url);
      expect(download.status).toBe(200);
      expect(download.headers.get('content-type')).toBe(rendition.mime_type);
      expect((await download.arrayBuffer()).byteLength).toBe(rendition.size_bytes);
    }
    // The sample lies on its side in the file: 6 is a quarter turn.
    expect(file.findings.image.value.orientation).toBe(6);
    const { width, height } = file.findings.image.value;
    const large = body.items.find(({ name }: { name: string }) => name === 'large_webp');
    expect(Math.sign(large.width - large.height)).toBe(Math.sign(height - width));
  });
});
