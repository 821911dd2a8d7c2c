import Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { mixBehaviours } from './behaviours.ts';
import { type FakeClaude, startFakeClaude } from './start-fake-claude.ts';

let fake: FakeClaude;
beforeEach(async () => {
  fake = await startFakeClaude({ behave: 'answer', apiKey: 'right' });
});
afterEach(() => fake.stop());

const headers = {
  authorization: 'Bearer right',
  'anthropic-version': '2026-10-21',
  'content-type': 'application/json',
};
const valid = { model: 'claude-haiku-5-5', max_tokens: 10, messages: [{ role: 'user', content: 'Hello' }] };
const schema = { type: 'object', properties: {}, additionalProperties: false };

async function post(body: unknown, more: { headers?: Record<string, string>; path?: string; method?: string } = {}) {
  const init = { method: more.method ?? 'POST', headers: { ...headers, ...more.headers } };
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${fake.url}${more.path ?? '/v1/messages'}`, {
    ...init,
    ...(init.method === 'POST' ? { body: content } : {}),
  });
  const answer: unknown = await response.json();
  return { status: response.status, answer };
}

describe('the fake service', () => {
  it('takes a valid request, with the key in either header', async () => {
    expect((await post(valid)).status).toBe(200);
    expect((await post(valid, { headers: { authorization: '', 'x-api-key': 'right' } })).status).toBe(200);
  });

  it("is understood by the SDK's own parsing of structured answers", async () => {
    const client = new Anthropic({ apiKey: 'right', baseURL: fake.url });
    const message = await client.messages.parse({
      model: 'claude-haiku-5-5',
      max_tokens: 100,
      messages: [{ role: 'user', content: 'Hello' }],
      output_config: {
        format: zodOutputFormat(z.object({ kind: z.enum(['a', 'b']), count: z.number(), words: z.array(z.string()) })),
      },
    });
    expect(message.parsed_output).toEqual({ kind: 'a', count: 1, words: ['sample'] });
  });

  it.each([
    ['without a key', valid, { headers: { authorization: '' } }, 401, 'authentication_error'],
    ['with a wrong key', valid, { headers: { authorization: 'Bearer wrong' } }, 401, 'authentication_error'],
    ['without a version', valid, { headers: { 'anthropic-version': '' } }, 400, 'invalid_request_error'],
    ['that is not JSON', '{', {}, 400, 'invalid_request_error'],
    ['without a model', { ...valid, model: undefined }, {}, 400, 'invalid_request_error'],
    ['without max_tokens', { ...valid, max_tokens: 0 }, {}, 400, 'invalid_request_error'],
    ['that wants a stream', { ...valid, stream: true }, {}, 400, 'invalid_request_error'],
    ['without messages', { ...valid, messages: [] }, {}, 400, 'invalid_request_error'],
    [
      'that begins with the model',
      { ...valid, messages: [{ role: 'assistant', content: 'x' }] },
      {},
      400,
      'invalid_request_error',
    ],
    [
      'with an empty block',
      { ...valid, messages: [{ role: 'user', content: [{ type: 'text', text: ' ' }] }] },
      {},
      400,
      'invalid_request_error',
    ],
    [
      'with an open schema',
      {
        ...valid,
        output_config: { format: { type: 'json_schema', schema: { ...schema, additionalProperties: true } } },
      },
      {},
      400,
      'invalid_request_error',
    ],
    [
      'with bounds in its schema',
      {
        ...valid,
        output_config: {
          format: { type: 'json_schema', schema: { ...schema, properties: { a: { type: 'number', maximum: 1 } } } },
        },
      },
      {},
      400,
      'invalid_request_error',
    ],
    ['to another path', valid, { path: '/v1/other' }, 404, 'not_found_error'],
    ['by GET', valid, { method: 'GET' }, 405, 'invalid_request_error'],
  ])('refuses a request %s as the real one does', async (_, body, more, status, type) => {
    expect(await post(body, more)).toMatchObject({ status, answer: { type: 'error', error: { type } } });
  });

  it('changes its behaviour when told, and remembers what came in', async () => {
    await post(valid);
    fake.setBehaviour(({ number }) => (number === 2 ? 'overload' : 'server_error'));
    expect((await post(valid)).status).toBe(529);
    expect((await post(valid)).status).toBe(500);
    expect(fake.requests().map(({ number, body }) => [number, body])).toEqual(
      [1, 2, 3].map((number) => [number, valid]),
    );
  });
});

describe('mixed behaviour', () => {
  const draw = (seed: number) => Array.from({ length: 200 }, mixBehaviours(seed));

  it('is the same for the same seed, and another for another', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('answers about every other time, and shows most of the others', () => {
    expect(draw(1).filter((name) => name === 'answer').length).toBeGreaterThan(70);
    expect(new Set(draw(1)).size).toBeGreaterThan(12);
  });
});
