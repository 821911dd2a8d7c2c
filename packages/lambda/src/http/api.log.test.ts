import { uploadRoutes } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { createLog } from '../log/create-log.ts';
import { listBooksRequest, sampleApi } from '../testing/sample-api.ts';
import { api } from './api.ts';

describe('the line of a request', () => {
  it('says who asked for what and how it ended, with the path of the route and not of the request', async () => {
    const { call, logged } = sampleApi();

    const { headers } = await call({ ...listBooksRequest, queryStringParameters: { limit: '7' } });

    expect(logged()).toEqual([
      {
        level: 'INFO',
        message: 'request',
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
        service: 'upload',
        correlation_id: headers['x-request-id'],
        request_id: '7d0f3c52-8a7e-4d0e-9b43-0a1c9a6f3f11',
        tenant_id: 'acme',
        route: 'GET /shelves/{shelf_id}/books',
        status: 200,
        operation: 'listBooks',
        Requests: 1,
        Duration: expect.any(Number),
        _aws: expect.anything(),
      },
    ]);
  });

  it('is the metric of its operation and its service too', async () => {
    const { call, logged } = sampleApi();

    await call();

    expect(logged()[0]?._aws).toEqual({
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        {
          Namespace: 'Sluice',
          Dimensions: [['service', 'operation'], ['service']],
          Metrics: [
            { Name: 'Requests', Unit: 'Count' },
            { Name: 'Duration', Unit: 'Milliseconds' },
          ],
        },
      ],
    });
  });

  it.each([
    [404, '/nowhere', { ClientErrors: 1 }],
    [500, '/shelves/poems/books', { ServerErrors: 1 }],
  ])('counts a %d by its class', async (status, path, counts) => {
    const { call, logged } = sampleApi({
      handlers: {
        addBook: async () => {
          throw new Error('broken');
        },
      },
    });

    await call({ path });

    expect(logged().at(-1)).toMatchObject({ status, ...counts });
  });

  it('starts from nothing each time', async () => {
    const { call, logged } = sampleApi();
    await call();
    await call({ path: '/nowhere' });
    await call();

    const [first, , third] = logged().map((line) => ({ ...line, timestamp: '', correlation_id: '', Duration: 0 }));
    const metricsOf = (line: object | undefined) => JSON.stringify(line).replace(/"Timestamp":\d+/, '');
    expect(metricsOf(third)).toBe(metricsOf(first));
  });

  it.each([
    ['/nowhere/secret-name', 'POST', 'unknown', 'unknown'],
    ['/shelves/secret/books', 'DELETE', 'DELETE /shelves/{shelf_id}/books', 'method_not_allowed'],
    ['/shelves/secret/books', 'OPTIONS', 'OPTIONS /shelves/{shelf_id}/books', 'preflight'],
  ])('makes no metric of a path somebody made up: %s %s', async (path, httpMethod, route, operation) => {
    const { call, lines, logged } = sampleApi();

    await call({ path, httpMethod });

    expect(logged()).toMatchObject([{ route, operation }]);
    expect(lines.join()).not.toContain('secret');
  });

  it('is written at any level: alarms must not go blind when a log is made quiet', async () => {
    const lines: string[] = [];
    const log = createLog({ service: 'upload', level: 'ERROR', write: (line) => lines.push(line) });
    const { call } = sampleApi({ options: { log } });

    await call();

    expect(lines).toHaveLength(1);
  });

  it('has at most 600 bytes for the longest route we have', async () => {
    const lines: string[] = [];
    const { listParts } = uploadRoutes;
    const handle = api({
      service: 'upload',
      routes: { listParts },
      handlers: { listParts: async () => ({ status: 200, body: { items: [] } }) },
      authenticate: async () => ({
        kind: 'authenticated',
        principal: {
          kind: 'member',
          userId: 'u',
          tenantId: 'a-tenant-of-24-characters',
          roles: ['admin'],
          scopes: 'all',
        },
      }),
      origins: [],
      log: createLog({ service: 'upload', write: (line) => lines.push(line) }),
    });
    const path = '/v1/uploads/0199c7a0-61f2-7d0b-8e55-0c9a4b1f2e37/parts';

    await handle({ httpMethod: 'GET', path }, { awsRequestId: '7d0f3c52-8a7e-4d0e-9b43-0a1c9a6f3f11' });

    expect(lines).toHaveLength(1);
    expect(Buffer.byteLength(`${lines[0]}\n`)).toBeLessThanOrEqual(600);
  });

  it('shares its ids with what the handler logs', async () => {
    const { call, logged } = sampleApi({
      handlers: {
        addBook: async ({ body, idempotencyKey, log }) => {
          log.info('added', { upload_id: 'u1' });
          return { status: 201, body: { title: body.title, key: idempotencyKey } };
        },
      },
    });

    await call();

    const [own, request] = logged();
    expect(own).toMatchObject({ message: 'added', upload_id: 'u1', tenant_id: 'acme' });
    expect(own?.correlation_id).toBe(request?.correlation_id);
  });
});
