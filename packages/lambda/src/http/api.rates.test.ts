import type { LimitedClass } from '@sluice/contracts';
import type { LimitCall, Principal, RateDecision } from '@sluice/core/access';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addBookRequest, editor, listBooksRequest, readSignRequest, sampleApi } from '../testing/sample-api.ts';
import { sampleRoutes } from '../testing/sample-routes.ts';

const passes: RateDecision = {
  allowed: true,
  limit: { perMinute: 100, burst: 20 },
  remaining: 7,
  resetSeconds: 8,
  retryAfterSeconds: 0,
};
const empty: RateDecision = { ...passes, allowed: false, remaining: 0, resetSeconds: 14, retryAfterSeconds: 3 };
const headersOf = {
  'ratelimit-limit': '100',
  'ratelimit-policy': '100;w=60;burst=20',
  'ratelimit-remaining': '7',
  'ratelimit-reset': '8',
};
/** The sample API, with reads counted as reads. */
const limited = (limit: LimitCall, more: Parameters<typeof sampleApi>[0] = {}) =>
  sampleApi({
    ...more,
    options: {
      limit,
      routes: { ...sampleRoutes, listBooks: { ...sampleRoutes.listBooks, rateClass: 'read' as never } },
    },
  });
const down: LimitCall = () => Promise.reject(new Error('table gone'));

describe('a call that is counted', () => {
  it('says what is left, on every answer', async () => {
    const { call } = limited(async () => passes);
    for (const [request, status] of [
      [{}, 201],
      [{ body: '{}' }, 400],
      [{ body: '{' }, 400],
    ] as const) {
      expect(await call(request)).toMatchObject({ statusCode: status, headers: headersOf });
    }
  });

  it('shows that to pages', async () => {
    const { headers } = await limited(async () => passes).call({
      headers: { ...addBookRequest.headers, origin: 'https://console.test' },
    });
    expect(headers['access-control-expose-headers']).toMatch(/ratelimit-limit.*ratelimit-remaining.*retry-after/);
  });

  it('counts for its caller, in the class of its route', async () => {
    const counted: [Principal, LimitedClass][] = [];
    const { call } = limited(async (...of) => {
      counted.push(of);
      return passes;
    });
    await call();
    await call(listBooksRequest);
    expect(counted).toEqual([
      [editor, 'write'],
      [editor, 'read'],
    ]);
  });

  it('is refused with the time to wait when its bucket is empty, before anything of it is read', async () => {
    const handler = vi.fn();
    const { call, logged } = limited(async () => empty, { handlers: { addBook: handler } });
    const { statusCode, json, headers } = await call({ body: '{' });
    expect({ statusCode, json }).toMatchObject({
      statusCode: 429,
      json: { code: 'rate_limited', retryable: true, detail: expect.stringContaining('wait 3 s') },
    });
    expect(headers).toMatchObject({ 'retry-after': '3', 'ratelimit-remaining': '0', 'ratelimit-reset': '14' });
    expect(handler).not.toHaveBeenCalled();
    expect(logged()[0]).toMatchObject({ status: 429, ClientErrors: 1 });
  });
});

describe('nobody is counted', () => {
  const never: LimitCall = () => Promise.reject(new Error('counted'));

  it.each([
    ['on a public route', readSignRequest, 200],
    ['by a preflight', { httpMethod: 'OPTIONS', body: null }, 204],
    ['where there is nothing', { path: '/nowhere' }, 404],
  ])('%s', async (_, request, status) => {
    const { statusCode, headers } = await limited(never).call(request);
    expect(statusCode).toBe(status);
    expect(headers).not.toHaveProperty('ratelimit-limit');
  });

  it('who is not let in', async () => {
    const viewer = limited(never, { principal: { ...editor, roles: ['viewer'] } });
    expect((await viewer.call()).statusCode).toBe(403);
    const nobody = limited(never, { authenticate: async () => ({ kind: 'refused', reason: 'no' }) });
    expect((await nobody.call()).statusCode).toBe(401);
  });
});

describe('when calls cannot be counted', () => {
  it('reads go on, without numbers', async () => {
    const { call, logged } = limited(down);
    const { statusCode, headers } = await call(listBooksRequest);
    expect(statusCode).toBe(200);
    expect(headers).not.toHaveProperty('ratelimit-limit');
    expect(logged().at(-1)).toMatchObject({ status: 200, RateLimiterFailures: 1 });
  });

  it('what writes waits', async () => {
    const { call, logged } = limited(down);
    const { statusCode, json, headers } = await call();
    expect({ statusCode, code: json.code, wait: headers['retry-after'] }).toEqual({
      statusCode: 503,
      code: 'unavailable',
      wait: '1',
    });
    expect(logged()).toMatchObject([
      { message: 'the call could not be counted', error: { message: 'table gone' } },
      { status: 503, RateLimiterFailures: 1, ServerErrors: 1 },
    ]);
  });

  it('is no failure while they can', async () => {
    const { call, logged } = limited(async () => passes);
    await call();
    expect(logged()[0]).not.toHaveProperty('RateLimiterFailures');
  });

  describe('in time', () => {
    beforeEach(() => {
      vi.useFakeTimers();
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    const never: LimitCall = () => new Promise(() => {});

    it.each([
      ['reads go on', listBooksRequest, 200],
      ['writes are refused', {}, 503],
    ])('%s after three seconds in a new process', async (_, request, status) => {
      let answered = false;
      const answer = limited(never)
        .call(request)
        .finally(() => {
          answered = true;
        });
      await vi.advanceTimersByTimeAsync(2_999);
      expect(answered).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect((await answer).statusCode).toBe(status);
    });

    it('a second is enough once a call was counted', async () => {
      let calls = 0;
      const { call } = limited((...of) => {
        calls += 1;
        return calls === 1 ? Promise.resolve(passes) : never(...of);
      });
      await call();
      const answer = call();
      await vi.advanceTimersByTimeAsync(1_000);
      expect((await answer).statusCode).toBe(503);
    });
  });
});
