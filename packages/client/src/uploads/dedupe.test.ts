import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createInlineHasher, HasherBrokenError } from '../checksums/hasher.ts';
import { createClient } from '../create-client.ts';
import { createNodePlatform, openFile } from '../node.ts';
import { type FakeService, type FakeServiceOptions, startFakeService } from '../testing/index.ts';
import type { Platform } from './platform.ts';
import type { Progress } from './progress.ts';
import { createMemoryResumeStore } from './resume-store.ts';

const running: FakeService[] = [];
const folder = mkdtempSync(join(tmpdir(), 'sluice-dedupe-'));
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
  rmSync(folder, { recursive: true, force: true });
});

const MIB = 1024 ** 2;
const PARTS = { partSize: 8 * MIB, multipartFrom: 16 * MIB };
const start = async (options: FakeServiceOptions = {}, platform: Partial<Platform> = {}) => {
  const service = await startFakeService(options);
  running.push(service);
  const given = { ...createNodePlatform(), resumeStore: createMemoryResumeStore(), ...platform };
  return { service, client: createClient({ baseUrl: service.baseUrl, token: 'good', platform: given }) };
};
const bytes = (length: number) => Uint8Array.from({ length }, (_, index) => (index * 7) % 251);
const fileOf = (content: Uint8Array<ArrayBuffer>) => new File([content], 'a.bin');
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const puts = (service: FakeService) => service.seen.filter((name) => name.startsWith('PUT '));

describe('uploadFile with dedupe', () => {
  it('sends nothing of what is stored already, and names the new file at once', async () => {
    const { service, client } = await start();
    const first = await client.uploadFile(fileOf(bytes(45)));
    const before = service.seen.length;
    const progress: Progress[] = [];
    const second = await client.uploadFile(fileOf(bytes(45)), {
      dedupe: true,
      onProgress: (now) => progress.push(now),
    });
    expect(service.seen.slice(before)).toEqual(['POST /v1/uploads']);
    expect(second).toMatchObject({ deduplicated: true });
    expect(second.fileId).not.toBe(first.fileId);
    expect(service.state.files.get(second.fileId)?.content).toEqual(Buffer.from(bytes(45)));
    expect(progress).toEqual([{ bytesUploaded: 45, totalBytes: 45, percentage: 100, bytesResumed: 45 }]);
  });

  it('sends what is not stored yet, as ever', async () => {
    const { service, client } = await start();
    const sent = await client.uploadFile(fileOf(bytes(45)), { dedupe: true });
    expect(sent).not.toHaveProperty('deduplicated');
    expect(puts(service)).toHaveLength(5);
    expect(service.state.uploads.get(sent.uploadId)?.body.dedupe).toEqual({ sha256: sha256(bytes(45)) });
  });

  it('makes the hash of a file in pieces', async () => {
    const { service, client } = await start({ ...PARTS });
    const content = bytes(17 * MIB + 5);
    const path = join(mkdtempSync(`${folder}-`), 'large.bin');
    writeFileSync(path, content);
    const source = await openFile(path);
    const { uploadId } = await client.uploadFile(source, { dedupe: true }).finally(() => source.close());
    expect(service.state.uploads.get(uploadId)?.body.dedupe).toEqual({ sha256: sha256(content) });
  });

  it('takes the hash of who knows it, and reads nothing for it', async () => {
    const { service, client } = await start({}, { hasher: () => expect.unreachable('it is known') });
    const { uploadId } = await client.uploadFile(fileOf(bytes(3)), { dedupe: { sha256: sha256(bytes(3)) } });
    expect(service.state.uploads.get(uploadId)?.body.dedupe).toEqual({ sha256: sha256(bytes(3)) });
  });

  it('makes no hash unless it is asked to, nor for an upload that goes on', async () => {
    const { service, client } = await start({}, { hasher: () => expect.unreachable('nobody asked') });
    const { uploadId } = await client.uploadFile(fileOf(bytes(3)), { dedupe: false });
    expect(service.state.uploads.get(uploadId)?.body).not.toHaveProperty('dedupe');
    await client.uploadFile(fileOf(bytes(3)), { dedupe: true, uploadId });
  });

  it('begins again when the thread that hashes breaks', async () => {
    let broken = false;
    const inline = createInlineHasher();
    const hasher = () => {
      if (broken) return inline();
      broken = true;
      return { ...inline(), hex: () => Promise.reject(new HasherBrokenError('gone')) };
    };
    const { service, client } = await start({}, { hasher });
    const { uploadId } = await client.uploadFile(fileOf(bytes(3)), { dedupe: true });
    expect(service.state.uploads.get(uploadId)?.body.dedupe).toEqual({ sha256: sha256(bytes(3)) });
  });

  it('ends while it hashes when aborted, before the service knows of anything', async () => {
    const controller = new AbortController();
    const inline = createInlineHasher();
    const hasher = () => {
      const hash = inline();
      return {
        ...hash,
        update: async (body: Parameters<typeof hash.update>[0]) => {
          controller.abort(new Error('enough'));
          await hash.update(body);
        },
      };
    };
    const { service, client } = await start(PARTS, { hasher });
    const sending = client.uploadFile(fileOf(bytes(9 * MIB)), { dedupe: true, signal: controller.signal });
    await expect(sending).rejects.toThrow('enough');
    expect(service.seen).toEqual([]);
  });
});
