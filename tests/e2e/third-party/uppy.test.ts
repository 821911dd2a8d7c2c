import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { callApi, type Person } from '../../support/call-api.ts';
import { eventually } from '../../support/eventually.ts';
import { runClient } from '../../support/run-client.ts';
import { fileAtRest } from '../../support/send-file.ts';
import { uppy } from '../../support/third-party-clients.ts';

const editor: Person = { role: 'editor', tenant: 'uppy' };
const MIB = 1024 ** 2;
/** The one the local clouds let in. */
const ORIGIN = 'http://localhost:5173';
const RUNNER = join(import.meta.dirname, 'run-uppy.mjs');

type Content = { readonly path: string; readonly size: number; readonly sha256: string };
type Mode = 'single' | 'multipart' | 'abort' | 'pause';

let folder = '';
let small: Content;
let empty: Content;
let large: Content;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-uppy-'));
  small = await makeContent('small.bin', 1000);
  empty = await makeContent('empty.bin', 0);
  large = await makeContent('large.bin', 200 * MIB);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([5, 6] as const)('Uppy %i, unchanged', (version) => {
  const run = async (content: Content, mode: Mode) => {
    const modules = await uppy(version);
    const token = await callApi('POST', '/v1/upload-tokens', {
      as: editor,
      body: { max_files: 1, max_bytes: 300 * MIB, expires_in: 3600 },
    });
    expect(token.status, JSON.stringify(token.body)).toBe(201);
    const endpoint = `${inject('cloud').apiUrl}/compat/uppy/${token.body.upload_token}`;
    const name = `${version}-${mode}-${content.size}.bin`;
    const job = { modules, endpoint, origin: ORIGIN, file: content.path, name, mode };
    const output = await runClient({ command: process.execPath, env: process.env }, [RUNNER, JSON.stringify(job)], {});
    return { name, ...JSON.parse(output.trim().split('\n').at(-1) ?? '') };
  };

  it('sends a small file with a form', async () => {
    const { name, failed } = await run(small, 'single');
    expect(failed).toEqual([]);
    await expectPublished(name, small);
  });

  it('sends a file without a byte', async () => {
    const { name, failed } = await run(empty, 'multipart');
    expect(failed).toEqual([]);
    await expectPublished(name, empty);
  });

  it('sends 200 MB in parts', async () => {
    const { name, failed, parts } = await run(large, 'multipart');
    expect(failed).toEqual([]);
    expect(new Set(parts).size).toBe(25);
    await expectPublished(name, large);
  });

  it('gives up half-way, and its upload is aborted', async () => {
    const { name, canceled } = await run(large, 'abort');
    expect(canceled).toBe(true);
    await eventually('the upload aborted', async () => (await uploadOf(name))?.status === 'aborted');
  });

  it('pauses, and goes on with the parts that are not stored', async () => {
    const { name, failed, parts } = await run(large, 'pause');
    expect(failed).toEqual([]);
    // What was under way when it paused is sent again; what was stored is not.
    expect(parts.length).toBeLessThanOrEqual(25 + 6);
    await expectPublished(name, large);
  });
});

async function makeContent(name: string, size: number): Promise<Content> {
  const bytes = randomBytes(size);
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, size, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function uploadOf(name: string) {
  const { body } = await callApi('GET', '/v1/uploads?limit=100', { as: editor });
  return body.items.find(({ filename }: { filename: string }) => filename === name);
}

async function expectPublished(name: string, { size, sha256 }: Content): Promise<void> {
  const upload = await eventually(`the upload of ${name} completed`, async () => {
    const found = await uploadOf(name);
    return found?.status === 'completed' ? found : undefined;
  });
  expect(await fileAtRest(editor, upload.file_id)).toMatchObject({ status: 'published', size_bytes: size, sha256 });
}
