import type { Requeue } from './requeue.ts';

export type InMemoryRequeue = Requeue & { readonly sent: readonly { readonly queue: string; readonly body: string }[] };

/** The port in memory, over the queues it is told of. */
export function inMemoryRequeue(...queues: readonly string[]): InMemoryRequeue {
  const sent: { queue: string; body: string }[] = [];
  return {
    sent,
    async send(queue, body) {
      if (!queues.includes(queue)) return 'unknown_queue';
      sent.push({ queue, body });
      return 'sent';
    },
  };
}
