import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { queue } from '../background/queue.ts';
import { schedule } from '../background/schedule.ts';
import { step } from '../background/step.ts';
import { stream } from '../background/stream.ts';
import { createJwtAuthenticator } from '../identity/jwt-authenticator.ts';
import { addBookRequest, sampleApi } from '../testing/sample-api.ts';
import { createLog } from './create-log.ts';

/** Each would do harm in a log; every one is recognisable. */
const SIGNED_URL = 'https://bucket.s3.test/t/acme/u1?X-Amz-Credential=CANARY-CRED&X-Amz-Signature=CANARY-SIG';
const TOKEN = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IkNBTkFSWSJ9.eyJzdWIiOiJDQU5BUlktU1VCIn0.CANARY-JWT';
const TASK_TOKEN = `AAAA${'CANARY/'.repeat(12)}`;
const context = { awsRequestId: 'i1' };

/** What an unlucky dependency might throw. */
class LeakyError extends Error {
  override readonly name = 'LeakyError';
  readonly request = { headers: { authorization: `Bearer ${TOKEN}` }, url: SIGNED_URL };
  constructor() {
    super(`PUT ${SIGNED_URL} with Bearer ${TOKEN} for ${TASK_TOKEN} failed`, {
      cause: new Error(`inner ${SIGNED_URL} ${TASK_TOKEN}`),
    });
  }
}

const fail = async (): Promise<never> => {
  throw new LeakyError();
};

function expectNoCanary(lines: readonly string[]): void {
  // A silent log would pass, too.
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join('\n')).not.toMatch(/CANARY|eyJ/);
}

describe('canary values never reach the log', () => {
  const request = {
    ...addBookRequest,
    headers: {
      ...addBookRequest.headers,
      Authorization: `Bearer ${TOKEN}`,
      Cookie: 'session=CANARY',
      'X-Request-Id': 'CANARY',
      'Idempotency-Key': 'CANARY-KEY',
      'X-Api-Key': 'CANARY',
      Origin: 'https://CANARY.test',
      'User-Agent': 'CANARY',
    },
    body: JSON.stringify({ title: 'CANARY-TITLE' }),
  };
  const requests = {
    'a request that is answered': request,
    'an unknown path': { ...request, path: '/CANARY/path' },
    'an unknown method': { ...request, httpMethod: 'CANARY' },
    'a path parameter that does not fit': { ...request, path: '/shelves/CANARY-9/books' },
    'a query that does not fit': { ...request, queryStringParameters: { CANARY: 'CANARY' } },
    'a body that does not fit': { ...request, body: JSON.stringify({ CANARY: 'CANARY' }) },
    'a body that is not JSON': { ...request, body: '{CANARY' },
    'a body that is too large': { ...request, body: 'CANARY'.repeat(100_000) },
    'a preflight': { ...request, httpMethod: 'OPTIONS' },
  };

  it.each(Object.entries(requests))('with %s', async (_, sent) => {
    const { call, lines } = sampleApi();

    await call(sent);

    expectNoCanary(lines);
  });

  it('with a handler that fails and tells', async () => {
    const { call, lines } = sampleApi({ handlers: { addBook: fail } });

    const { statusCode, body } = await call(request);

    expect(statusCode).toBe(500);
    expect(body).not.toContain('CANARY');
    expectNoCanary(lines);
  });

  it('with a token that is refused', async () => {
    const authenticate = createJwtAuthenticator({
      issuer: 'http://127.0.0.1:9',
      audience: 'sluice',
      jwksUrl: 'http://127.0.0.1:9/keys',
      claims: { tenant: 'tenant_id', roles: 'roles' },
    });
    const { call, lines } = sampleApi({ authenticate });

    // The first fails on its key's issuer, the second on its form.
    expect((await call(request)).statusCode).toBe(503);
    expect((await call({ ...request, headers: { Authorization: `Bearer ${TOKEN}.CANARY` } })).statusCode).toBe(401);
    expectNoCanary(lines);
  });

  const background = {
    'a queue whose handler fails': (log: ReturnType<typeof createLog>) =>
      queue({ service: 's', name: 'q', schema: z.object({ url: z.string() }), handle: fail, log })(
        { Records: [record(JSON.stringify({ url: SIGNED_URL, task_token: TASK_TOKEN }))] },
        context,
      ),
    'a message that does not fit': (log: ReturnType<typeof createLog>) =>
      queue({ service: 's', name: 'q', schema: z.strictObject({}), handle: fail, log })(
        { Records: [record(JSON.stringify({ url: SIGNED_URL })), record('{CANARY')] },
        context,
      ),
    'a step that fails': (log: ReturnType<typeof createLog>) =>
      step({ service: 's', name: 'x', schema: z.object({ url: z.string() }), handle: fail, log })(
        { url: SIGNED_URL, task_token: TASK_TOKEN, correlation_id: `CANARY ${TOKEN}` },
        context,
      ),
    'an input that does not fit': (log: ReturnType<typeof createLog>) =>
      step({ service: 's', name: 'x', schema: z.object({ url: z.int() }), handle: fail, log })(
        { url: SIGNED_URL },
        context,
      ),
    'a stream that fails': (log: ReturnType<typeof createLog>) =>
      stream({ service: 's', name: 'p', handle: fail, log })(
        {
          Records: [
            {
              eventName: 'INSERT',
              eventSourceARN: 'arn:aws:dynamodb:eu-west-1:1:table/CANARY/stream/x',
              dynamodb: { Keys: { pk: { S: 'CANARY' } }, NewImage: { token: { S: TASK_TOKEN } } },
            },
          ],
        },
        context,
      ),
    'a schedule that fails': (log: ReturnType<typeof createLog>) =>
      schedule({ service: 's', name: 't', handle: fail, log })({ id: 'i', time: 't', detail: TOKEN }, context),
  };

  it.each(Object.entries(background))('with %s', async (_, run) => {
    const lines: string[] = [];

    await run(createLog({ service: 's', write: (line) => lines.push(line) })).catch(() => undefined);

    expectNoCanary(lines);
  });
});

function record(body: string) {
  return { messageId: 'm1', receiptHandle: 'CANARY-RECEIPT', body, attributes: { ApproximateReceiveCount: '1' } };
}
