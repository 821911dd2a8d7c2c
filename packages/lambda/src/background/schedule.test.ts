import { describe, expect, it } from 'vitest';
import { createLog } from '../log/create-log.ts';
import { schedule } from './schedule.ts';

function clockwork(handle: (correlationId: string) => Promise<void>) {
  const lines: string[] = [];
  const log = createLog({ service: 'foundation', write: (line) => lines.push(line) });
  const tick = schedule({
    service: 'foundation',
    name: 'republish-events',
    handle: ({ correlationId, log: own }) => {
      own.info('due');
      return handle(correlationId);
    },
    log,
  });
  return {
    tick: (event: unknown) => tick(event, { awsRequestId: 'i1' }),
    logged: () => lines.map((line): Record<string, unknown> => JSON.parse(line)),
  };
}

describe('a tick of the clock', () => {
  it.each([
    ['of EventBridge', { id: 'tick-1', time: '2026-01-01T00:00:00Z', source: 'aws.events' }, 'tick-1'],
    ['by hand', {}, 'manual'],
  ])('%s runs what is due, under its id', async (_, event, expected) => {
    const ran: string[] = [];
    const { tick, logged } = clockwork(async (correlationId) => void ran.push(correlationId));

    expect(await tick(event)).toBeNull();

    expect(ran).toEqual([expected]);
    expect(logged()).toMatchObject([
      { message: 'due', correlation_id: expected },
      { message: 'republish-events', correlation_id: expected, operation: 'republish-events' },
    ]);
  });

  it('that fails is thrown, so that the clock tries again', async () => {
    const { tick } = clockwork(async () => {
      throw new Error('no');
    });

    await expect(tick({})).rejects.toThrow('no');
  });
});
