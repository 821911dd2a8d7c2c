import { accessRoutes, signInSchema } from '@sluice/contracts';
import { api, createLog } from '@sluice/lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createGetSignIn } from './get-sign-in.ts';

/** What the API answers to somebody without credentials. */
async function ask(clientIds: string) {
  const env = { ISSUER: 'https://login.example.com', AUDIENCE: 'sluice', CLIENT_IDS: clientIds };
  const handler = api({
    service: 'access',
    routes: { getSignIn: accessRoutes.getSignIn },
    handlers: { getSignIn: createGetSignIn(env) },
    authenticate: async () => ({ kind: 'refused', reason: 'nobody' }),
    origins: [],
    log: createLog({ service: 'access', write: () => {} }),
  });
  const event = { httpMethod: 'GET', path: '/v1/auth', headers: {}, body: null };
  const { statusCode, body } = await handler(event, { awsRequestId: 'r1', getRemainingTimeInMillis: () => 10_000 });
  return { statusCode, body: z.parse(z.strictObject(signInSchema.shape), JSON.parse(body)) };
}

describe('how to sign in', () => {
  it('is told to everybody: issuer, audience, and the client of the command line', async () => {
    expect(await ask('cli,console')).toEqual({
      statusCode: 200,
      body: { issuer: 'https://login.example.com', audience: 'sluice', client_id: 'cli' },
    });
  });

  it('names no client where nobody has: a made-up one would only fail at the issuer', async () => {
    expect((await ask('')).body).not.toHaveProperty('client_id');
  });
});
