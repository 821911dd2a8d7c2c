import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpTransport } from './http-transport.ts';

type Serve = (request: IncomingMessage, response: ServerResponse) => void;
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const start = async (serve: Serve) => {
  const server = createServer(serve);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/part?a=%2F`, connections: () => connections };
};
const answerWithBody: Serve = (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () =>
    response
      .writeHead(200, 'Fine')
      .end(`${request.method} ${request.url} ${request.headers['x-a']} ${Buffer.concat(chunks)}`),
  );
};
const signal = new AbortController().signal;
const given = { headers: { 'x-a': 'b' }, signal, timeoutMs: 5_000 };

describe('the transport on node:http', () => {
  it.each([
    ['memory', new TextEncoder().encode('hello')],
    ['memory that threads share', new Uint8Array(new SharedArrayBuffer(5)).fill(104)],
    ['a Blob', new Blob(['hello'])],
    ['nothing', new Uint8Array()],
  ])('puts %s as it is', async (_what, body) => {
    const { url } = await start(answerWithBody);
    const text = body instanceof Blob ? 'hello' : Buffer.from(body).toString();
    expect(await createHttpTransport()({ ...given, url, body })).toEqual({
      ...{ status: 200, statusText: 'Fine', text: `PUT /part?a=%2F b ${text}` },
    });
  });

  it('uses a connection again', async () => {
    const { url, connections } = await start(answerWithBody);
    const put = createHttpTransport();
    for (let n = 0; n < 5; n += 1) await put({ ...given, url, body: new Uint8Array(10) });
    expect(connections()).toBe(1);
  });

  it('answers a refusal that comes before the bytes are out', async () => {
    const { url } = await start((_request, response) => response.writeHead(403).end('<Code>AccessDenied</Code>'));
    for (const body of [new Uint8Array(30 * 1024 ** 2), new Blob([new Uint8Array(30 * 1024 ** 2)])])
      expect(await createHttpTransport()({ ...given, url, body })).toMatchObject({ status: 403 });
  });

  it('says that no answer came in time', async () => {
    const { url } = await start(() => {});
    await expect(
      createHttpTransport()({ ...given, url, body: new Uint8Array(1), timeoutMs: 20 }),
    ).rejects.toMatchObject({
      name: 'ConnectionError',
      message: expect.stringMatching(/^no answer from http:\/\/127.0.0.1:\d+ within 0.02 s$/),
    });
  });

  it('says that the connection broke', async () => {
    const { url } = await start((request) => request.socket.destroy());
    await expect(createHttpTransport()({ ...given, url, body: new Uint8Array(1) })).rejects.toMatchObject({
      ...{ name: 'ConnectionError', message: expect.stringMatching(/^could not reach http:/) },
    });
  });

  it('throws the reason when it is aborted', async () => {
    const controller = new AbortController();
    const { url } = await start(() => controller.abort(new Error('enough')));
    const putting = createHttpTransport()({ ...given, url, body: new Uint8Array(1), signal: controller.signal });
    await expect(putting).rejects.toThrow('enough');
  });
});
