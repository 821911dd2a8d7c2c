import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resumeFiles } from './resume-files.ts';

let server: Server;
let endpoint: string;
let seen: { url: string | undefined; type: string | string[] | undefined; body: string }[];
let status: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push({ url: request.url, type: request.headers['x-amz-invocation-type'], body });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  endpoint = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  seen = [];
  status = 202;
});

describe('a cloud that was started again', () => {
  it('has its unfinished files looked at, however young, and is not waited for', async () => {
    expect(await resumeFiles(endpoint, 'dev')).toBe(true);
    expect(seen).toEqual([
      {
        url: '/2015-03-31/functions/sluice-dev-operate-reconcile-files/invocations',
        type: 'Event',
        body: '{"older_than_seconds":0}',
      },
    ]);
  });

  it('is up all the same when that could not be asked for', async () => {
    status = 500;
    expect(await resumeFiles(endpoint, 'dev')).toBe(false);
    expect(await resumeFiles('http://127.0.0.1:1', 'dev')).toBe(false);
  });
});
