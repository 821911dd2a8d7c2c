import { createServer, type Socket } from 'node:net';

/** How it answers once it has everything: a reply, or something worse. */
export type ClamdBehaviour =
  | { readonly reply: string }
  | { readonly does: 'hangs up' | 'stays silent' | 'floods' }
  /** Without waiting for the rest. */
  | { readonly after: number; readonly reply: string };

export type FakeClamd = { readonly port: number; readonly received: () => readonly Buffer[]; close(): Promise<void> };

/** A daemon that speaks INSTREAM on a socket, and does with a content what it is told to. */
export async function startFakeClamd(behave: (content: Buffer) => ClamdBehaviour): Promise<FakeClamd> {
  const received: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let bytes = Buffer.alloc(0);
    let over = false;
    const answer = (behaviour: ClamdBehaviour): void => {
      over = true;
      if ('reply' in behaviour) socket.end(`${behaviour.reply}\0`);
      else if (behaviour.does === 'hangs up') socket.destroy();
      else if (behaviour.does === 'floods') socket.write('x'.repeat(10_000));
    };
    socket.on('data', (chunk) => {
      if (over) return;
      bytes = Buffer.concat([bytes, chunk]);
      const { content, complete } = parseStream(bytes);
      const behaviour = behave(content);
      if ('after' in behaviour && content.length >= behaviour.after) answer(behaviour);
      else if (complete) {
        received.push(content);
        answer(behaviour);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received: () => received,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const COMMAND = 'zINSTREAM\0';

function parseStream(bytes: Buffer): { readonly content: Buffer; readonly complete: boolean } {
  if (bytes.length >= COMMAND.length && bytes.toString('latin1', 0, COMMAND.length) !== COMMAND) {
    throw new Error(`not a command: ${bytes.toString('latin1', 0, COMMAND.length)}`);
  }
  const parts: Buffer[] = [];
  for (let at = COMMAND.length; at + 4 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return { content: Buffer.concat(parts), complete: true };
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { content: Buffer.concat(parts), complete: false };
}
