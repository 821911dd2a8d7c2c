import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type FakeAnswer, type FakeRequest, problem } from './fake-problem.ts';
import { answer } from './fake-routes.ts';
import type { FakeLimits, FakeState } from './fake-uploads.ts';

/**
 * How a request is treated instead of well: answered with this; `drop`ped before anything happened; its answer `lose`d
 * after everything happened; or `hang`ing for ever.
 */
export type Mischief = FakeAnswer | 'drop' | 'lose' | 'hang' | undefined;

export type FakeServiceOptions = Partial<FakeLimits> & {
  /** Counts the bytes that are sent to S3 instead of keeping them. */
  readonly swallow?: boolean;
  /** How fast each connection is read; as fast as it comes unless given. */
  readonly bytesPerSecond?: number;
  /** Where to listen. @default any free port */
  readonly port?: number;
  /** Another server that takes the parts. Nothing is known here of what it has: every upload counts as sent. */
  readonly storageUrl?: string;
  /** Decides over each request; `count` is how many of this method and path came before. */
  readonly misbehave?: (request: FakeRequest, count: number, state: FakeState) => Mischief;
};

export type FakeService = {
  readonly baseUrl: string;
  readonly state: FakeState;
  /** `METHOD /path` of everything that came, in order. */
  readonly seen: readonly string[];
  /** Of every body that came, also of those that broke off. */
  readonly bytesReceived: () => number;
  /** Requests whose connection ended before they were answered, with the bytes that had come of them. */
  readonly brokenOff: () => { readonly requests: number; readonly bytes: number };
  readonly stop: () => Promise<void>;
};

type Reading = { readonly keep: boolean; readonly bytesPerSecond: number; readonly count: (bytes: number) => void };

const readBody = (request: IncomingMessage, { keep, bytesPerSecond, count }: Reading) =>
  new Promise<{ body: Buffer; size: number }>((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      count(chunk.length);
      if (keep) chunks.push(chunk);
      if (bytesPerSecond === Number.POSITIVE_INFINITY) return;
      request.pause();
      setTimeout(() => request.resume(), (chunk.length / bytesPerSecond) * 1000);
    });
    request.on('end', () => resolve({ body: Buffer.concat(chunks), size }));
    request.on('error', reject);
  });

const write = (response: ServerResponse, { status, body, headers = {} }: FakeAnswer): void => {
  const raw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
  response.writeHead(status, headers).end(raw ? body : JSON.stringify(body));
};

/** The API and S3 in one small HTTP server of this process, which can misbehave on demand. */
export const startFakeService = async (options: FakeServiceOptions = {}): Promise<FakeService> => {
  const { misbehave, swallow = false, port = 0, storageUrl, ...others } = options;
  const { bytesPerSecond = Number.POSITIVE_INFINITY, ...limits } = others;
  const state: FakeState = {
    swallow,
    storageUrl,
    limits: { partSize: 10, multipartFrom: 20, maxConcurrency: 8, partsPerPage: 2, statuses: ['published'], ...limits },
    uploads: new Map(),
    files: new Map(),
    reviews: new Map(),
    epoch: 1,
  };
  const seen: string[] = [];
  let received = 0;
  let broken = { requests: 0, bytes: 0 };
  const counts = new Map<string, number>();

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(incoming.url ?? '/', baseUrl);
    const { method = 'GET', headers } = incoming;
    const keep = !(swallow && url.pathname.startsWith('/s3/'));
    let mine = 0;
    const countBytes = (bytes: number) => {
      mine += bytes;
      received += bytes;
    };
    response.on('close', () => {
      if (!response.writableFinished) broken = { requests: broken.requests + 1, bytes: broken.bytes + mine };
    });
    const content = await readBody(incoming, { keep, bytesPerSecond, count: countBytes });
    const request = { method, headers, path: url.pathname, query: url.searchParams, ...content };
    const name = `${method} ${url.pathname}${url.searchParams.has('n') ? `#${url.searchParams.get('n')}` : ''}`;
    seen.push(name);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    const mischief = misbehave?.(request, count, state);
    if (mischief === 'hang') return;
    if (mischief === 'drop') return void incoming.socket.destroy();
    if (typeof mischief === 'object') return write(response, mischief);
    const good = answer(state, request, baseUrl);
    if (mischief === 'lose') return void incoming.socket.destroy();
    write(response, good);
  };

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => write(response, problem('internal_error', String(error))));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the fake service has no port');
  const baseUrl = `http://127.0.0.1:${address.port}`;

  return {
    baseUrl,
    state,
    seen,
    bytesReceived: () => received,
    brokenOff: () => broken,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
