import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlePage } from '../../support/bundle-page.ts';
import { type Person, tokenOf } from '../../support/call-api.ts';
import { expectPublished, findUpload, storedParts, uploadBecomes } from '../../support/find-upload.ts';
import { mostGrownOf, peaksOf } from '../../support/peak-memory.ts';
import { type RandomFile, randomFiles } from '../../support/random-files.ts';
import type { PageSite } from '../../support/serve-pages.ts';
import { makeTenantWithSites, useBrowser } from '../../support/use-browser.ts';
import { driveSdk } from './drive-sdk.ts';

const EDITOR: Person = { role: 'editor', tenant: 'browser' };
const MIB = 1024 ** 2;
const PART = 8 * MIB;

const browser = useBrowser(async () => ({ sdk: await bundlePage(join(import.meta.dirname, 'sdk-page.ts')) }));
let files: Awaited<ReturnType<typeof randomFiles>>;
let site: PageSite;
let siteWithoutWorkers: PageSite;
beforeAll(async () => {
  files = await randomFiles();
  site = await browser.site();
  siteWithoutWorkers = await browser.site({ workers: false });
  await makeTenantWithSites('browser', [site, siteWithoutWorkers]);
});
afterAll(() => files.remove());

describe('the SDK in a real browser', () => {
  it('sends a small file in one request', async () => {
    const small = await files.make('small.bin', 1000);
    const { sdk, opened } = await openAndChoose(small);
    await sdk.start();
    await expectPublished(EDITOR, (await sdk.sent()).fileId, small);
    expect(opened.parts).toHaveLength(1);
    expect(percentages(await sdk.told())).toEqual([100]);
  });

  it('sends 400 MB in parallel parts, summed up in a worker, in little memory', async () => {
    const large = await files.make('large.bin', 400 * MIB);
    const { sdk, opened } = await openAndChoose(large);
    const before = await peaksOf(browser.browser());
    await sdk.start();
    const { fileId, uploadId } = await sdk.sent();
    const grown = mostGrownOf(before, await peaksOf(browser.browser()));
    await expectPublished(EDITOR, fileId, large);
    expect(await findUpload(EDITOR, large.name)).toMatchObject({
      upload_id: uploadId,
      checksum: { algorithm: 'CRC32', value: expect.any(String) },
    });

    expect(ascending(opened.parts)).toEqual(numbers(50));
    expect(opened.mostAtOnce()).toBeGreaterThan(2);
    expect(opened.mostAtOnce()).toBeLessThanOrEqual(6);
    const told = percentages(await sdk.told());
    expect(told).toEqual(ascending(told));
    expect(told.at(-1)).toBe(100);
    // Each part was summed up elsewhere; the page itself read nothing.
    expect(await sdk.counts()).toEqual({ toWorkers: 50, readHere: 0 });
    expect(await sdk.violations()).toEqual([]);
    // Six parts on their way, and what of others is not collected yet; never the file, in no process.
    expect(grown).toBeLessThan(240 * MIB);
  });

  it('sums up by itself where the policy of the page allows no worker', async () => {
    const file = await files.make('no-worker.bin', 3 * PART);
    const { sdk } = await openAndChoose(file, siteWithoutWorkers);
    await sdk.start();
    await expectPublished(EDITOR, (await sdk.sent()).fileId, file);
    expect(await sdk.violations()).toEqual(['worker-src blob']);
    expect((await sdk.counts()).readHere).toBeGreaterThan(0);
  });

  it('sends nothing while it is paused, then what is missing', async () => {
    const file = await files.make('paused.bin', 5 * PART);
    const { sdk, opened } = await openAndChoose(file);
    await sdk.start({ halfWay: { bytes: 2 * PART, act: 'pause' } });
    await sdk.acted();
    await opened.quiet();
    const before = opened.parts.length;
    const stored = (await sdk.told()).length;
    expect(stored).toBeLessThan(5);
    await sdk.resume();
    await expectPublished(EDITOR, (await sdk.sent()).fileId, file);
    // What was half sent is sent again, and nothing that was answered.
    expect(opened.parts.slice(before)).toHaveLength(5 - stored);
  });

  it('gives up half-way, and the upload is aborted', async () => {
    const file = await files.make('given-up.bin', 5 * PART);
    const { sdk, opened } = await openAndChoose(file);
    await sdk.start({ halfWay: { bytes: 2 * PART, act: 'abort' } });
    expect(await sdk.over()).toMatchObject({ error: { name: 'AbortError' } });
    await opened.quiet();
    await uploadBecomes(EDITOR, file.name, 'aborted');
  });

  it('goes on after the page was reloaded half-way, by the file alone, with the missing parts', async () => {
    const file: RandomFile = await files.make('reloaded.bin', 8 * PART);
    const { sdk, opened } = await openAndChoose(file);
    const options = { resume: true, concurrency: 2 };
    const reloaded = opened.page.waitForEvent('load');
    await sdk.start({ options, halfWay: { bytes: 3 * PART, act: 'reload' } });
    await reloaded;
    await opened.quiet();
    const { upload_id: uploadId } = await findUpload(EDITOR, file.name);
    const stored = await storedParts(EDITOR, uploadId);
    const before = opened.parts.length;

    await opened.choose(file.path);
    await sdk.start({ options });
    const ended = await sdk.sent();
    expect(ended.uploadId).toBe(uploadId);
    await expectPublished(EDITOR, ended.fileId, file);
    const again = opened.parts.slice(before);
    expect(again.filter((n) => stored.includes(n))).toEqual([]);
    const [first] = await sdk.told();
    expect(first).toMatchObject({ bytesResumed: (8 - again.length) * PART, bytesUploaded: (8 - again.length) * PART });
    expect(again.length).toBeGreaterThanOrEqual(3);
  });

  it('has a part signed again whose signature has expired', async () => {
    const file = await files.make('expired.bin', 3 * PART);
    const { sdk, opened } = await openAndChoose(file);
    await sdk.start({ expired: 3 });
    await expectPublished(EDITOR, (await sdk.sent()).fileId, file);
    expect(ascending(opened.parts)).toEqual([1, 2, 3, 3]);
    expect(opened.answers.filter((answer) => answer.status() === 403)).toHaveLength(1);
    const signed = opened.answers
      .map((answer) => answer.request())
      .filter((request) => request.method() === 'POST' && request.url().endsWith('/parts'))
      .flatMap((request) => request.postDataJSON().parts.map(({ n }: { n: number }) => n));
    expect(ascending(signed)).toEqual([1, 2, 3, 3]);
  });
});

const ascending = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const numbers = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
const percentages = (told: readonly { percentage: number }[]): number[] => told.map(({ percentage }) => percentage);

async function openAndChoose(file: RandomFile, where = site) {
  const opened = await browser.open(where, 'sdk');
  await opened.choose(file.path);
  return { opened, sdk: driveSdk(opened, await tokenOf(EDITOR)) };
}
