import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type NullServerCounts = {
  /** Bytes of all bodies, also of those that broke off. */
  readonly bytesReceived: number;
  /** Requests that ended before they were answered, and what had come of them. */
  readonly brokenOff: { readonly requests: number; readonly bytes: number };
  readonly requests: number;
  /** Part PUTs that came whole. */
  readonly puts: number;
  readonly uploads: readonly {
    readonly upload_id: string;
    readonly status: string;
    readonly part_count: number;
    readonly stored_bytes: number;
  }[];
};
export type NullServerMessage =
  | { readonly kind: 'listening'; readonly apiUrl: string }
  | ({ readonly kind: 'counts' } & NullServerCounts);

export type NullServer = {
  readonly apiUrl: string;
  readonly counts: () => Promise<NullServerCounts>;
  readonly stop: () => void;
};

/** Starts the null server in a process of its own, so that it takes no time of the client's. */
export async function startNullServer(args: readonly string[] = []): Promise<NullServer> {
  const child = fork(join(import.meta.dirname, 'null-server.ts'), args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`the null server ended with ${code}`);
  });
  gone.catch(() => {});
  const next = async (): Promise<NullServerMessage> => (await Promise.race([once(child, 'message'), gone]))[0];
  const first = await next();
  if (first.kind !== 'listening') throw new Error('the null server did not say where it listens');
  return {
    apiUrl: first.apiUrl,
    async counts() {
      child.send('counts');
      const message = await next();
      if (message.kind !== 'counts') throw new Error('the null server did not say what it counted');
      return message;
    },
    stop: () => child.disconnect(),
  };
}
