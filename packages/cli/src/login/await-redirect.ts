import { createServer, type Server } from 'node:http';
import { CommandError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { loginError } from './login-error.ts';

/** Issuers know the callbacks of these ports and no others. */
export const LOGIN_PORTS: readonly number[] = [8976, 8977, 8978];
const PATH = '/callback';
const TIMEOUT_MS = 5 * 60_000;

export const redirectUriOf = (port: number): string => `http://localhost:${port}${PATH}`;

export type Redirect = {
  readonly redirectUri: string;
  /**
   * Waits for the one request and answers what `read` makes of it; the page in the browser says how that went. Throws what
   * `read` throws, and CommandError when nobody comes.
   */
  readonly receive: <T>(read: (answer: URLSearchParams) => T) => Promise<T>;
  readonly close: () => void;
};

const page = (text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sluice</title><h1>Sluice</h1><p>${text}</p></html>`;
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};

/** Listens where the issuer sends the browser back to, on this machine only. Throws CommandError when every port is taken. */
export const awaitRedirect = async (
  signal: AbortSignal,
  {
    ports = LOGIN_PORTS,
    timeoutMs = TIMEOUT_MS,
  }: { readonly ports?: readonly number[]; readonly timeoutMs?: number } = {},
): Promise<Redirect> => {
  const server = createServer();
  const port = await listenOnFirst(server, ports);
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  const receive = <T>(read: (answer: URLSearchParams) => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const giveUp = (): void =>
        reject(signal.aborted ? signal.reason : loginError('nobody signed in for five minutes: start again'));
      if (limit.aborted) return giveUp();
      limit.addEventListener('abort', giveUp, { once: true });
      let answered = false;
      server.on('request', (request, response) => {
        const url = URL.parse(request.url ?? '', redirectUriOf(port));
        // A page elsewhere that has its own name point here knows no other name for us.
        const ours = request.headers.host === `localhost:${port}` || request.headers.host === `127.0.0.1:${port}`;
        if (answered || !ours || request.method !== 'GET' || url?.pathname !== PATH) {
          response.writeHead(404, HEADERS).end(page('There is nothing here.'));
          return;
        }
        answered = true;
        try {
          const result = read(url.searchParams);
          response.writeHead(200, HEADERS).end(page('You may close this page and go back to the terminal.'));
          response.on('close', () => resolve(result));
        } catch (error) {
          response
            .writeHead(400, HEADERS)
            .end(page('This did not work: the terminal says why. You may close this page.'));
          response.on('close', () => reject(error));
        }
      });
    }).finally(close);
  return { redirectUri: redirectUriOf(port), receive, close };
};

const listenOnFirst = async (server: Server, ports: readonly number[]): Promise<number> => {
  for (const port of ports) {
    if (!(await listens(server, port))) continue;
    const address = server.address();
    if (typeof address === 'object' && address !== null) return address.port;
  }
  throw new CommandError(
    `ports ${ports.join(', ')} are all taken: free one, or sign in with --no-browser`,
    EXIT.failure,
  );
};

const listens = (server: Server, port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError).once('listening', onListening).listen(port, '127.0.0.1');
  });
