import { createServer, request as httpRequest, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { awaitRedirect, LOGIN_PORTS, type Redirect, redirectUriOf } from './await-redirect.ts';

const opened: { close: () => unknown }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});
const signal = new AbortController().signal;

const occupy = async (): Promise<{ server: Server; port: number }> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(server);
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : 0 };
};
const listen = async (ports: readonly number[], timeoutMs?: number): Promise<Redirect> => {
  const redirect = await awaitRedirect(signal, { ports, ...(timeoutMs !== undefined && { timeoutMs }) });
  opened.push(redirect);
  return redirect;
};
/** One GET as a browser sends it, but to 127.0.0.1, with any Host. */
const get = (redirectUri: string, path: string, host = `localhost:${new URL(redirectUri).port}`, method = 'GET') =>
  new Promise<number>((resolve, reject) => {
    const { port } = new URL(redirectUri);
    const sent = httpRequest({ host: '127.0.0.1', port, path, method, headers: { host } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end();
  });

describe('where the issuer sends the browser back to', () => {
  it('is the first port that issuers know and that is free', async () => {
    const taken = await occupy();
    const { redirectUri } = await listen([taken.port, 0]);

    expect(Number(new URL(redirectUri).port)).not.toBe(taken.port);
    expect(LOGIN_PORTS.map(redirectUriOf)).toEqual([
      'http://localhost:8976/callback',
      'http://localhost:8977/callback',
      'http://localhost:8978/callback',
    ]);
  });

  it('is nowhere when every port is taken, and that is said', async () => {
    const [one, two] = [await occupy(), await occupy()];

    await expect(awaitRedirect(signal, { ports: [one.port, two.port] })).rejects.toMatchObject({
      name: 'CommandError',
      message: `ports ${one.port}, ${two.port} are all taken: free one, or sign in with --no-browser`,
    });
  });

  it('takes one answer and closes', async () => {
    const { redirectUri, receive } = await listen([0]);
    const received = receive((answer) => answer.get('code'));

    expect(await get(redirectUri, '/callback?code=c1')).toBe(200);
    expect(await received).toBe('c1');
    await expect(get(redirectUri, '/callback?code=c2')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('knows no other path, method or name, and goes on waiting', async () => {
    const { redirectUri, receive } = await listen([0]);
    const received = receive((answer) => answer.get('code'));

    expect(await get(redirectUri, '/favicon.ico')).toBe(404);
    expect(await get(redirectUri, '/callback?code=rebound', 'evil.test')).toBe(404);
    expect(await get(redirectUri, '/callback?code=posted', undefined, 'POST')).toBe(404);
    expect(await get(redirectUri, '/callback?code=c1')).toBe(200);
    expect(await received).toBe('c1');
  });

  it('waits no longer than it is told to', async () => {
    const { receive } = await listen([0], 1);

    await expect(receive(() => 'code')).rejects.toMatchObject({ name: 'CommandError' });
  });

  it('stops waiting when the command is interrupted', async () => {
    const controller = new AbortController();
    const redirect = await awaitRedirect(controller.signal, { ports: [0] });
    const received = redirect.receive(() => 'code');
    controller.abort(new Error('enough'));

    await expect(received).rejects.toThrow('enough');
  });
});
