import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { BEHAVIOURS, type BehaviourName } from './behaviours.ts';
import { checkRequest } from './check-request.ts';
import type { FakeReply, FakeRequest } from './fake-reply.ts';

/** A name, or for each request a name or a reply of its own. */
export type Behaviour = BehaviourName | ((request: FakeRequest) => BehaviourName | FakeReply);

export type FakeClaudeOptions = {
  readonly behave: Behaviour;
  /** @default any that is free */
  readonly port?: number;
  /** The only key that is let in. @default any */
  readonly apiKey?: string;
};

export type FakeClaude = {
  readonly url: string;
  /** Those that came in so far, at most the last thousand. */
  requests(): readonly FakeRequest[];
  setBehaviour(behave: Behaviour): void;
  stop(): Promise<void>;
};

const KEPT_REQUESTS = 1000;

/** A server on this machine that speaks `POST /v1/messages` (without streaming) and behaves as told. */
export async function startFakeClaude({ behave, port = 0, apiKey }: FakeClaudeOptions): Promise<FakeClaude> {
  let current = behave;
  let count = 0;
  const seen: FakeRequest[] = [];

  const handle = async (incoming: IncomingMessage, response: ServerResponse) => {
    const raw = await text(incoming);
    count += 1;
    const request = readRequest(incoming, raw, count);
    seen.push(request);
    if (seen.length > KEPT_REQUESTS) seen.shift();
    await send(response, checkRequest(request, apiKey) ?? replyTo(request, current), count);
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`,
    requests: () => seen,
    setBehaviour(next) {
      current = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readRequest(incoming: IncomingMessage, raw: string, number: number): FakeRequest {
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  const path = new URL(incoming.url ?? '/', 'http://fake').pathname;
  return { number, method: incoming.method ?? '', path, headers: Object.fromEntries(headers), body: parse(raw), raw };
}

function parse(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

function replyTo(request: FakeRequest, behave: Behaviour): FakeReply {
  const chosen = typeof behave === 'string' ? behave : behave(request);
  return typeof chosen === 'string' ? BEHAVIOURS[chosen](request) : chosen;
}

async function send(response: ServerResponse, reply: FakeReply, number: number): Promise<void> {
  const requestId = { 'request-id': `req_fake${number}` };
  switch (reply.type) {
    case 'json':
      response.writeHead(reply.status, { ...requestId, ...reply.headers, 'content-type': 'application/json' });
      response.end(JSON.stringify(reply.body));
      return;
    case 'raw':
      response.writeHead(reply.status, { ...requestId, 'content-type': reply.contentType });
      response.end(reply.body);
      return;
    case 'silence':
      return;
    case 'later':
      await delay(reply.milliseconds, undefined, { ref: false });
      return send(response, reply.reply, number);
    case 'half': {
      const body = JSON.stringify(reply.body);
      response.writeHead(200, { ...requestId, 'content-type': 'application/json', 'content-length': body.length });
      response.write(body.slice(0, body.length / 2), () => {
        if (reply.end === 'gone') response.destroy();
      });
    }
  }
}
