import { connect, createServer } from 'node:net';

// Asked first, because macOS lets a second program bind 127.0.0.1 beside one that holds every address.
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const bind = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });

/** `preferred` when nothing listens there, else any free port of the loopback address. */
export const findFreePort = async (preferred: number): Promise<number> => {
  const free = (await answers(preferred)) ? undefined : await bind(preferred);
  const port = free ?? (await bind(0));
  if (port === undefined) throw new Error('no free port on 127.0.0.1: close a program that listens and try again');
  return port;
};
