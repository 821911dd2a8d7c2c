import { operateRoutes } from '@sluice/contracts';
import { type AppendFacts, createAppendFacts, createChangeRecord, type FileRecord } from '@sluice/core/history';
import { createCursorSeal, fixedClock } from '@sluice/core/runtime';
import {
  inMemoryDeadLetters,
  inMemoryExecutions,
  inMemoryRecordStore,
  inMemoryTenantPolicies,
} from '@sluice/core/testing';
import { api } from '@sluice/lambda';
import { describe, expect, it } from 'vitest';
import { createDeadLetterHandlers } from './dead-letter-handlers.ts';

const { listDeadLetters, getDeadLetter, redriveDeadLetter } = operateRoutes;
const routes = { listDeadLetters, getDeadLetter, redriveDeadLetter };

async function setUp(count: number) {
  const clock = fixedClock();
  const files = inMemoryRecordStore<FileRecord>();
  const append: AppendFacts = createAppendFacts(createChangeRecord({ store: files, clock }));
  const deadLetters = inMemoryDeadLetters();
  for (let n = 1; n <= count; n += 1) {
    await deadLetters.keep({
      letterId: `letter-${n}`,
      queue: 'arrivals',
      tenantId: 'acme',
      reason: 'arrivals: not handled in 5 receives',
      body: '{"filename":"the name of a tenant’s file.pdf"}',
      receives: 6,
      keptAt: new Date(clock() + n).toISOString(),
    });
  }
  const sent: string[] = [];
  const handle = api({
    service: 'operate',
    routes,
    handlers: createDeadLetterHandlers({
      files,
      append,
      lifecycle: inMemoryExecutions(),
      policies: inMemoryTenantPolicies(),
      clock,
      deadLetters,
      requeue: {
        send: async (queue) => {
          sent.push(queue);
          return 'sent';
        },
      },
      cursors: createCursorSeal(async () => 'secret'),
    }),
    authenticate: async () => ({ kind: 'authenticated', principal: { kind: 'operator', userId: 'olga' } }),
    origins: ['https://console.test'],
  });
  const call = async (httpMethod: string, path: string, query: Record<string, string> | null = null) => {
    const event = { httpMethod, path, headers: {}, body: null, isBase64Encoded: false, queryStringParameters: query };
    const { statusCode, body } = await handle(event, { awsRequestId: 'request-1' });
    return { status: statusCode, body, json: JSON.parse(body) };
  };
  return { call, sent };
}

describe('dead letters', () => {
  it('come in pages, newest first', async () => {
    const { call } = await setUp(3);
    const first = (await call('GET', '/v1/dead-letters', { limit: '2' })).json;
    const second = (await call('GET', '/v1/dead-letters', { limit: '2', cursor: first.next_cursor })).json;
    const ids = [...first.items, ...second.items].map(({ letter_id }) => letter_id);
    expect(ids).toEqual(['letter-3', 'letter-2', 'letter-1']);
    expect(second).not.toHaveProperty('next_cursor');
  });

  it('are shown by ids and reasons, and never what is in them', async () => {
    const { call } = await setUp(1);
    for (const path of ['/v1/dead-letters', '/v1/dead-letters/letter-1']) {
      const { status, body } = await call('GET', path);
      expect(status).toBe(200);
      expect(body).toContain('arrivals: not handled in 5 receives');
      expect(body).not.toContain('file.pdf');
    }
  });

  it('are redriven once', async () => {
    const { call, sent } = await setUp(1);
    const redrive = () => call('POST', '/v1/dead-letters/letter-1/redrive');
    expect((await redrive()).json).toEqual({ letter_id: 'letter-1', outcome: 'sent_back' });
    expect((await redrive()).json).toEqual({ letter_id: 'letter-1', outcome: 'already_redriven' });
    expect(sent).toEqual(['arrivals']);
    expect((await call('GET', '/v1/dead-letters/letter-1')).json).toMatchObject({ status: 'redriven' });
  });

  it('have to be there', async () => {
    const { call } = await setUp(0);
    expect((await call('GET', '/v1/dead-letters/letter-1')).status).toBe(404);
    expect((await call('POST', '/v1/dead-letters/letter-1/redrive')).status).toBe(404);
  });
});
