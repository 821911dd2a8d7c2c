import { fixedClock, inMemoryBreakerState } from '@sluice/core/runtime';
import { afterEach, describe, expect, it } from 'vitest';
import { type AskedFake, askFake } from '../testing/ask-fake.ts';
import { errorReply } from '../testing/fake-reply.ts';
import type { Behaviour } from '../testing/start-fake-claude.ts';
import type { ClaudeOptions } from './create-claude.ts';

const started: AskedFake[] = [];
afterEach(async () => {
  for (const fake of started.splice(0)) await fake.stop();
});
const meet = async (behave: Behaviour, options?: Partial<ClaudeOptions>): Promise<AskedFake> => {
  const fake = await askFake(behave, options);
  started.push(fake);
  return fake;
};

describe('a try that failed', () => {
  it('is repeated until it works', async () => {
    const { ask, waits, requests } = await meet(({ number }) => (number < 3 ? 'server_error' : 'answer'));
    expect(await ask()).toMatchObject({ outcome: 'answered' });
    expect(waits).toEqual([6000, 6000]);
    expect(requests().map(({ raw }) => raw === requests()[0]?.raw)).toEqual([true, true, true]);
  });

  it.each([
    ['retry-after', '20', 21_000],
    ['retry-after-ms', '30000', 31_000],
    ['retry-after', 'Thu, 01 Jan 2026 00:00:40 GMT', 41_000],
    ['retry-after', '1', 6000],
    ['retry-after', 'soon', 6000],
  ])('is not repeated before its %s of %s', async (header, value, expected) => {
    const overloaded = errorReply(529, 'overloaded_error', 'Overloaded', { [header]: value });
    const { ask, waits } = await meet(({ number }) => (number === 1 ? overloaded : 'answer'), { clock: fixedClock() });
    expect(await ask()).toMatchObject({ outcome: 'answered' });
    expect(waits).toEqual([expected]);
  });

  it('is the last one when the service asks for more than a minute', async () => {
    const { ask, requests } = await meet(errorOnce('61'));
    expect(await ask()).toMatchObject({ reason: 'overloaded' });
    expect(requests()).toHaveLength(1);
  });

  it.each([408, 409, 429, 500, 502, 503, 504, 529])('with %d is repeated', async (status) => {
    const failing = errorReply(status, 'some_error', 'x');
    const { ask } = await meet(({ number }) => (number === 1 ? failing : 'answer'));
    expect(await ask()).toMatchObject({ outcome: 'answered' });
  });

  it.each([400, 401, 402, 403, 404, 413, 422])('with %d is not', async (status) => {
    const failing = errorReply(status, 'some_error', 'x');
    const { ask, requests } = await meet(() => failing);
    expect(await ask()).toMatchObject({ reason: 'failed' });
    expect(requests()).toHaveLength(1);
  });
});

const errorOnce =
  (seconds: string): Behaviour =>
  () =>
    errorReply(529, 'overloaded_error', 'Overloaded', { 'retry-after': seconds });

describe('a caller that gives up', () => {
  it('before the first try sends nothing', async () => {
    const { ask, requests } = await meet('answer');
    expect(await ask({ signal: AbortSignal.abort() })).toMatchObject({ reason: 'timed_out' });
    expect(requests()).toHaveLength(0);
  });

  it('during a try ends it', async () => {
    const controller = new AbortController();
    const { ask, requests } = await meet(() => {
      controller.abort();
      return 'stall';
    });
    expect(await ask({ signal: controller.signal })).toMatchObject({
      reason: 'timed_out',
      detail: 'the caller gave up',
    });
    expect(requests()).toHaveLength(1);
  });

  it('between two tries ends it', async () => {
    const controller = new AbortController();
    const { ask, requests } = await meet('overload', { wait: async () => controller.abort() });
    expect(await ask({ signal: controller.signal })).toMatchObject({ reason: 'timed_out' });
    expect(requests()).toHaveLength(1);
  });
});

describe('the breaker', () => {
  it('opens after five failed tries, also for others, and lets one trial through a minute later', async () => {
    const clock = fixedClock();
    const breakerState = inMemoryBreakerState();
    const one = await meet('overload', { clock, breakerState });
    const other = await meet('answer', { clock, breakerState });
    await one.ask();
    expect(await one.ask()).toMatchObject({ reason: 'overloaded' });
    expect(one.requests()).toHaveLength(5);
    expect(await one.ask()).toMatchObject({ reason: 'circuit_open' });
    expect(await other.ask()).toMatchObject({ reason: 'circuit_open' });
    expect(other.requests()).toHaveLength(0);

    clock.advance(60_000);
    expect(await one.ask()).toMatchObject({ reason: 'overloaded' });
    expect(one.requests()).toHaveLength(6);
    clock.advance(60_000);
    expect(await other.ask()).toMatchObject({ outcome: 'answered' });
    one.behave('answer');
    expect(await one.ask()).toMatchObject({ outcome: 'answered' });
  });

  it.each(['refuse', 'lie', 'truncate', 'bad_request'] as const)(
    'does not open for a service that says %s',
    async (behave) => {
      const { ask, requests } = await meet(behave);
      for (let i = 0; i < 7; i += 1) await ask();
      expect(requests()).toHaveLength(7);
    },
  );

  it.each(['unauthorized', 'not_json', 'huge'] as const)('opens for a service that says %s', async (behave) => {
    const { ask, requests } = await meet(behave);
    for (let i = 0; i < 7; i += 1) await ask({ wanted: ['category'] });
    expect(requests()).toHaveLength(5);
  });

  it('does not open for callers that gave up', async () => {
    let controller = new AbortController();
    const { ask, requests } = await meet(() => {
      controller.abort();
      return 'stall';
    });
    for (let i = 0; i < 7; i += 1) {
      controller = new AbortController();
      await ask({ signal: controller.signal });
    }
    expect(requests()).toHaveLength(7);
  });

  it('lets through when its state cannot be reached, and logs that', async () => {
    const unreachable = async () => {
      throw new Error('no table');
    };
    const { ask, log } = await meet('answer', { breakerState: { load: unreachable, save: unreachable } });
    expect(await ask()).toMatchObject({ outcome: 'answered' });
    expect(log).toContainEqual({ event: 'claude_breaker_state_unreachable' });
  });
});
