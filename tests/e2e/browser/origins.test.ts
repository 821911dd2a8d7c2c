import { join } from 'node:path';
import { SECURITY_HEADERS } from '@sluice/contracts';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { bundlePage } from '../../support/bundle-page.ts';
import { callApi, type Person, tokenOf } from '../../support/call-api.ts';
import type { PageSite } from '../../support/serve-pages.ts';
import { makeTenantWithSites, useBrowser } from '../../support/use-browser.ts';
import { driveSdk } from './drive-sdk.ts';

const EDITOR: Person = { role: 'editor', tenant: 'with-a-site' };
const upload = { filename: 'a.txt', mime_type: 'text/plain', size_bytes: 1 };

const browser = useBrowser(async () => ({ sdk: await bundlePage(join(import.meta.dirname, 'sdk-page.ts')) }));
let registered: PageSite;
let ofAnotherTenant: PageSite;
let unknown: PageSite;
beforeAll(async () => {
  registered = await browser.site();
  ofAnotherTenant = await browser.site();
  unknown = await browser.site();
  await makeTenantWithSites('with-a-site', [registered]);
  await makeTenantWithSites('neighbour', [ofAnotherTenant]);
});

describe('a page in a real browser, of an origin that the tenant registered', () => {
  it('calls the API and reads what it answers, with the headers it needs', async () => {
    const { opened, sdk } = await open(registered);
    expect(await sdk.ask('createUpload', upload)).toHaveProperty('answer.upload_id');
    const readable = await opened.page.evaluate(
      async ([url, authorization]) => {
        const { headers } = await fetch(url, { headers: { authorization } });
        return ['etag', 'x-request-id', 'ratelimit-remaining'].map((name) => headers.get(name));
      },
      [`${inject('cloud').apiUrl}/v1/tenant`, `Bearer ${await tokenOf(EDITOR)}`] as const,
    );
    expect(readable).toEqual([expect.any(String), expect.any(String), expect.any(String)]);
    expect(opened.complaints).toEqual([]);
  });

  it('is given the security headers with every answer, a refusal too', async () => {
    const { opened, sdk } = await open(registered);
    await sdk.ask('getMe');
    expect(await sdk.ask('listReviews')).toMatchObject({ error: { status: 403 } });
    const answers = opened.answers.filter((answer) => answer.url().startsWith(inject('cloud').apiUrl));
    expect(answers.map((answer) => answer.status())).toEqual([200, 403]);
    for (const answer of answers)
      expect(await answer.allHeaders()).toMatchObject({
        ...SECURITY_HEADERS,
        'access-control-allow-origin': registered.origin,
        vary: expect.stringMatching(/origin/i),
      });
  });
});

describe('a page in a real browser, of another origin', () => {
  it('is kept from calling the API: nothing is made', async () => {
    const { opened, sdk } = await open(unknown);
    const declared = { ...upload, filename: 'from-nowhere.txt' };
    expect(await sdk.ask('createUpload', declared)).toEqual({ error: { name: 'ConnectionError' } });
    expect(opened.complaints.join('\n')).toMatch(/blocked by CORS policy/);
    expect(await uploadsNamed(declared.filename)).toEqual([]);
  });

  it('reads no answer of a tenant that did not register it, though another did', async () => {
    const { opened, sdk } = await open(ofAnotherTenant);
    expect(await sdk.ask('getMe')).toEqual({ error: { name: 'ConnectionError' } });
    expect(opened.complaints.join('\n')).toMatch(/blocked by CORS policy/);
    const neighbour = driveSdk(opened, await tokenOf({ role: 'editor', tenant: 'neighbour' }));
    expect(await neighbour.ask('getMe')).toHaveProperty('answer');
  });
});

async function open(site: PageSite) {
  const opened = await browser.open(site, 'sdk');
  return { opened, sdk: driveSdk(opened, await tokenOf(EDITOR)) };
}

async function uploadsNamed(name: string): Promise<unknown[]> {
  const { body } = await callApi('GET', '/v1/uploads?limit=100', { as: EDITOR });
  return body.items.filter(({ filename }: { filename: string }) => filename === name);
}
