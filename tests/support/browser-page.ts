import type { Browser, Locator, Page, Response } from 'playwright-core';
import { eventually } from './eventually.ts';

export type OpenedPage = {
  readonly page: Page;
  /** Numbers of the parts the browser sent, in order; one that was sent twice is there twice. */
  readonly parts: readonly number[];
  /** The most parts that were on their way at the same time. */
  readonly mostAtOnce: () => number;
  /** Waits until no part is on its way. */
  readonly quiet: () => Promise<unknown>;
  /** Every answer the page was given, from anywhere. */
  readonly answers: readonly Response[];
  /** What the browser complained of. */
  readonly complaints: readonly string[];
  readonly choose: (file: Parameters<Locator['setInputFiles']>[0]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A visitor's page, with storage of its own; what its script throws fails whoever closes it. */
export async function openPage(browser: Browser, url: string): Promise<OpenedPage> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const thrown: Error[] = [];
  page.on('pageerror', (error) => thrown.push(error));
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  const answers: Response[] = [];
  page.on('response', (response) => answers.push(response));

  const parts: number[] = [];
  const onTheWay = new Set<unknown>();
  let most = 0;
  page.on('request', (request) => {
    if (request.method() !== 'PUT') return;
    parts.push(Number(new URL(request.url()).searchParams.get('partNumber') ?? 1));
    onTheWay.add(request);
    most = Math.max(most, onTheWay.size);
  });
  page.on('requestfinished', (request) => onTheWay.delete(request));
  page.on('requestfailed', (request) => onTheWay.delete(request));

  await page.goto(url);
  return {
    page,
    parts,
    answers,
    complaints,
    mostAtOnce: () => most,
    quiet: () => eventually('no part on its way', async () => onTheWay.size === 0),
    choose: (file) => page.locator('input[type=file]').setInputFiles(file),
    async close() {
      await context.close();
      if (thrown.length > 0) throw new AggregateError(thrown, `the page threw: ${thrown.map(String).join('; ')}`);
    },
  };
}
