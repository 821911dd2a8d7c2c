import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, onTestFinished } from 'vitest';
import { type OpenedPage, openPage } from './browser-page.ts';
import { callApi, type Person } from './call-api.ts';
import { startChromium } from './chromium.ts';
import { type PageSite, type PageSiteOptions, servePages } from './serve-pages.ts';

export type UseBrowser = {
  /** Serves the scripts of this suite's pages until the suite is over. */
  readonly site: (options?: Pick<PageSiteOptions, 'workers'>) => Promise<PageSite>;
  /** Opens a page until the test is over. */
  readonly open: (site: PageSite, name: string) => Promise<OpenedPage>;
  readonly browser: () => Browser;
};

const MISSING = 'Chromium cannot be installed here';

/** One real browser for all tests of a file, which are skipped where none can be had. */
export function useBrowser(scripts: () => Promise<PageSiteOptions['scripts']>): UseBrowser {
  let browser: Browser | undefined;
  let bundled: PageSiteOptions['scripts'] = {};
  const sites: PageSite[] = [];

  beforeAll(async () => {
    browser = await startChromium();
    if (browser !== undefined) bundled = await scripts();
    // The reporter keeps to itself why a whole file was skipped.
    else process.stderr.write(`${MISSING}: tests in a real browser are skipped\n`);
  });
  beforeEach((context) => {
    if (browser === undefined) context.skip(MISSING);
  });
  afterAll(async () => {
    await browser?.close();
    for (const site of sites) await site.stop();
  });

  const running = () => {
    if (browser === undefined) throw new Error('the browser runs only in tests');
    return browser;
  };
  return {
    browser: running,
    async site(options) {
      const { apiUrl, endpoint } = inject('cloud');
      const connect = [...new Set([new URL(apiUrl).origin, new URL(endpoint).origin])];
      const site = await servePages({ scripts: bundled, connect, ...options });
      sites.push(site);
      return site;
    },
    async open(site, name) {
      const opened = await openPage(running(), `${site.origin}/${name}`);
      onTestFinished(opened.close);
      return opened;
    },
  };
}

const OPERATOR: Person = { role: 'operator' };

/**
 * Makes a tenant whose pages may call the API from these sites. By who runs the platform: functions that have looked at
 * a tenant look again after a minute, and nobody of this one has called yet.
 */
export async function makeTenantWithSites(tenant: string, sites: readonly PageSite[]): Promise<void> {
  const origins = sites.map(({ origin }) => origin);
  const { status, body } = await callApi('POST', '/v1/tenants', {
    as: OPERATOR,
    body: { tenant_id: tenant, name: tenant, policy: { origins } },
  });
  expect(status, JSON.stringify(body)).toBe(201);
}
