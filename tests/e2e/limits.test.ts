import { randomUUID } from 'node:crypto';
import { createTenantOrigins } from '@sluice/aws';
import { SHIPPED_RATE_LIMITS } from '@sluice/contracts';
import { beforeAll, describe, expect, it } from 'vitest';
import { awsClients } from '../support/aws-clients.ts';
import { type Answer, callApi, type Person } from '../support/call-api.ts';
import { eventually } from '../support/eventually.ts';
import { tableOf } from '../support/look-inside.ts';
import { setPolicy } from '../support/set-policy.ts';

const tenant = `limits-${randomUUID().slice(0, 8)}`;
const app = `https://${tenant}.example.com`;
const admin: Person = { role: 'admin', tenant };
const stranger: Person = { role: 'admin', tenant: 'globex' };
/** Each is answered by another function: no process sees all of a caller's calls. */
const PATHS = ['/v1/me', '/v1/files', '/v1/uploads', '/v1/reviews'];

const readAll = (as: Person, count: number): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => callApi('GET', PATHS[n % PATHS.length] ?? '/v1/me', { as })));
const statuses = (answers: readonly Answer[], status: number) => answers.filter((answer) => answer.status === status);

const declare = (as: Person, bytes: number) =>
  callApi('POST', '/v1/uploads', { as, body: { filename: 'a.txt', mime_type: 'text/plain', size_bytes: bytes } });

beforeAll(async () => {
  await setPolicy(tenant, { rateLimits: SHIPPED_RATE_LIMITS, origins: [app] });
  const origins = createTenantOrigins({ client: awsClients().dynamoDB, tableName: await tableOf('access', 'Tenants') });
  await origins.replace(tenant, [], [app]);
  // Fifty processes that start at once on two cores are no measure of anything: have them there.
  await eventually('fifty functions that are there', async () => {
    const answers = await readAll(stranger, 50);
    return statuses(answers, 200).length === answers.length;
  });
});

describe('the limit of a caller', () => {
  it('holds for 50 requests at once, over all functions together', async () => {
    const startedAt = Date.now();
    const answers = await readAll(admin, 50);
    const grown = Math.floor((Date.now() - startedAt) / 600);

    const passed = statuses(answers, 200);
    expect(passed.length).toBeGreaterThanOrEqual(20);
    expect(passed.length).toBeLessThanOrEqual(20 + grown);
    const refused = statuses(answers, 429);
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 429)).toEqual([]);
    for (const { headers, body } of refused) {
      expect(body.code).toBe('rate_limited');
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(headers.get('ratelimit-remaining')).toBe('0');
    }
    for (const { headers } of answers) {
      expect(headers.get('ratelimit-limit')).toBe('100');
      expect(headers.get('ratelimit-policy')).toBe('100;w=60;burst=20');
      expect(Number(headers.get('ratelimit-reset'))).toBeLessThanOrEqual(12);
    }
  });

  it('is no limit of a colleague, nor of another tenant', async () => {
    expect(statuses(await readAll({ role: 'reviewer', tenant }, 12), 200)).toHaveLength(12);
    expect(statuses(await readAll(stranger, 50), 200)).toHaveLength(50);
  });

  it('does not stand in the way of an upload with many parts', async () => {
    const { body } = await declare(admin, 400 * 1024 ** 2);
    const answers: Answer[] = [];
    for (let round = 0; round < 5; round += 1) {
      const sign = () =>
        callApi('POST', `/v1/uploads/${body.upload_id}/parts`, { as: admin, body: { parts: [{ n: 1 }] } });
      answers.push(...(await Promise.all(Array.from({ length: 10 }, sign))));
    }
    expect(answers.filter(({ status }) => status !== 200).map(({ body: problem }) => problem)).toEqual([]);
    expect(answers[0]?.headers.get('ratelimit-limit')).toBe('1000');
  });

  it('has no say in what everybody may ask', async () => {
    const { status, headers } = await callApi('GET', '/v1/openapi.json');
    expect(status).toBe(200);
    expect(headers.has('ratelimit-limit')).toBe(false);
  });
});

describe('pages of a tenant', () => {
  const from = (origin: string) => ({ headers: { origin } });
  const allowed = ({ headers }: Answer) => headers.get('access-control-allow-origin');
  const other: Person = { role: 'viewer', tenant };

  it('may ask, and read what is answered to its members and why somebody was refused', async () => {
    const preflight = await callApi('OPTIONS', '/v1/files', from(app));
    expect(preflight.status).toBe(204);
    expect(allowed(preflight)).toBe(app);
    expect(allowed(await callApi('GET', '/v1/me', { as: other, ...from(app) }))).toBe(app);
    const refused = await callApi('GET', '/v1/me', from(app));
    expect([refused.status, allowed(refused)]).toEqual([401, app]);
  });

  it('may not read what is answered to members of another', async () => {
    expect(allowed(await callApi('GET', '/v1/me', { as: stranger, ...from(app) }))).toBeNull();
  });

  it('are the only ones', async () => {
    for (const origin of ['https://evil.example.com', 'null', `${app}.evil.test`]) {
      expect(allowed(await callApi('OPTIONS', '/v1/files', from(origin)))).toBeNull();
      expect(allowed(await callApi('GET', '/v1/me', { as: other, ...from(origin) }))).toBeNull();
    }
  });

  it('may send bytes to a signed URL', async () => {
    const { body } = await declare({ role: 'editor', tenant }, 4);
    const [part] = body.parts;
    const answer = await fetch(part.url, {
      method: 'OPTIONS',
      headers: {
        origin: app,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toMatch(/^\*$|^https:\/\/limits-/);
  });
});
