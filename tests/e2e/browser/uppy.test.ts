import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bundleUppyPage } from '../../support/bundle-page.ts';
import type { Person } from '../../support/call-api.ts';
import { expectPublished, uploadBecomes } from '../../support/find-upload.ts';
import { pageToken } from '../../support/page-token.ts';
import { type RandomFile, randomFiles } from '../../support/random-files.ts';
import type { PageSite } from '../../support/serve-pages.ts';
import { uppy } from '../../support/third-party-clients.ts';
import { makeTenantWithSites, useBrowser } from '../../support/use-browser.ts';
import type { UppySending } from './uppy-page.ts';

const EDITOR: Person = { role: 'editor', tenant: 'browser-uppy' };
const MIB = 1024 ** 2;
const PART = 8 * MIB;
const PAGE = join(import.meta.dirname, 'uppy-page.ts');

const browser = useBrowser(async () => ({
  'uppy-5': await bundleUppyPage(PAGE, await uppy(5)),
  'uppy-6': await bundleUppyPage(PAGE, await uppy(6)),
}));
let files: Awaited<ReturnType<typeof randomFiles>>;
let site: PageSite;
beforeAll(async () => {
  files = await randomFiles();
  site = await browser.site();
  await makeTenantWithSites('browser-uppy', [site]);
});
afterAll(() => files.remove());

describe.each([5, 6] as const)('Uppy %i, unchanged, in a real browser', (version) => {
  it('sends a small file with a form', async () => {
    const file = await files.make(`${version}-small.bin`, 1000);
    const { over } = await start(file, { multipart: false });
    expect(await over()).toEqual({ successful: 1, failed: [] });
    await arrived(file);
  });

  it.each([true, false])('sends a file without a byte (in parts: %s)', async (multipart) => {
    const file = await files.make(`${version}-${multipart ? 'parts' : 'form'}-empty.bin`, 0);
    const { over } = await start(file, { multipart });
    expect(await over()).toEqual({ successful: 1, failed: [] });
    await arrived(file);
  });

  it('sends a large one in parts', async () => {
    const file = await files.make(`${version}-large.bin`, 4 * PART);
    const { over, page, parts } = await start(file);
    expect(await over()).toEqual({ successful: 1, failed: [] });
    await arrived(file);
    expect(parts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
    expect(await page.evaluate(() => window.uppy.percentages())).toEqual([100]);
  });

  it('gives up half-way, and its upload is aborted', async () => {
    const file = await files.make(`${version}-given-up.bin`, 5 * PART);
    const { acted, quiet } = await start(file, { halfWay: 'cancel' });
    await acted();
    await uploadBecomes(EDITOR, file.name, 'aborted');
    await quiet();
  });

  it('sends nothing while it is paused, then what is missing', async () => {
    const file = await files.make(`${version}-paused.bin`, 5 * PART);
    const { acted, quiet, over, page, parts } = await start(file, { halfWay: 'pause' });
    await acted();
    await quiet();
    const before = parts.length;
    await page.evaluate(() => window.uppy.resume());
    expect(await over()).toEqual({ successful: 1, failed: [] });
    await arrived(file);
    expect(parts.slice(before).length).toBeLessThanOrEqual(3);
    expect(new Set(parts).size).toBe(5);
  });

  async function start(file: RandomFile, sending: Partial<UppySending> = {}) {
    const { upload_token } = await pageToken(EDITOR, { max_files: 1, max_bytes: 300 * MIB });
    const endpoint = `${inject('cloud').apiUrl}/compat/uppy/${upload_token}`;
    const opened = await browser.open(site, `uppy-${version}`);
    const { page } = opened;
    await opened.choose(file.path);
    await page.evaluate((given) => window.uppy.start(given), { endpoint, multipart: true, ...sending });
    return {
      ...opened,
      acted: () => page.waitForFunction(() => window.uppy.acted),
      over: () => page.evaluate(() => window.uppy.over()),
    };
  }
});

async function arrived(file: RandomFile): Promise<void> {
  const { file_id } = await uploadBecomes(EDITOR, file.name, 'completed');
  await expectPublished(EDITOR, file_id, file);
}
