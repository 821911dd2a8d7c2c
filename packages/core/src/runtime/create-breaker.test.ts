import { describe, expect, it } from 'vitest';
import { BREAKER_LIMITS, describeBreaker } from './breaker-rules.ts';
import type { BreakerState } from './breaker-state.ts';
import { fixedClock } from './clock.ts';
import { createBreaker } from './create-breaker.ts';
import { inMemoryBreakerState } from './in-memory-breaker-state.ts';

function setUp(state: BreakerState = inMemoryBreakerState()) {
  const clock = fixedClock();
  const errors: unknown[] = [];
  const options = {
    name: 'claude',
    state,
    clock,
    trialMs: 30_000,
    onStateError: (error: unknown) => errors.push(error),
  };
  const breaker = createBreaker(options);
  const fail = async (times: number) => {
    for (let i = 0; i < times; i += 1) await (await breaker.enter())?.failed();
  };
  return { clock, state, breaker, other: createBreaker(options), fail, errors };
}

describe('a breaker', () => {
  it('opens after five failures in a row, for everybody', async () => {
    const { breaker, other, fail, state, clock } = setUp();
    await fail(4);
    expect(await other.enter()).toBeDefined();
    await fail(1);
    expect(await breaker.enter()).toBeUndefined();
    expect(await other.enter()).toBeUndefined();
    expect(describeBreaker(await state.load('claude'), clock())).toBe('open');
  });

  it('starts counting again after a success', async () => {
    const { breaker, fail } = setUp();
    await fail(4);
    await (await breaker.enter())?.succeeded();
    await fail(4);
    expect(await breaker.enter()).toBeDefined();
  });

  it('lets a single trial through after its time, whose success closes it', async () => {
    const { breaker, other, fail, clock, state } = setUp();
    await fail(5);
    clock.advance(BREAKER_LIMITS.openMs - 1);
    expect(await breaker.enter()).toBeUndefined();
    clock.advance(1);
    expect(describeBreaker(await state.load('claude'), clock())).toBe('half_open');
    const trials = (await Promise.all([breaker.enter(), other.enter(), breaker.enter()])).filter(Boolean);
    expect(trials).toHaveLength(1);
    await trials[0]?.succeeded();
    expect(await other.enter()).toBeDefined();
    expect(describeBreaker(await state.load('claude'), clock())).toBe('closed');
  });

  it('stays open for another while when the trial fails', async () => {
    const { breaker, fail, clock } = setUp();
    await fail(5);
    clock.advance(BREAKER_LIMITS.openMs);
    await fail(1);
    clock.advance(BREAKER_LIMITS.openMs - 1);
    expect(await breaker.enter()).toBeUndefined();
    clock.advance(1);
    expect(await breaker.enter()).toBeDefined();
  });

  it('gives the trial to somebody else when it was abandoned, or never reported', async () => {
    const { breaker, fail, clock } = setUp();
    await fail(5);
    clock.advance(BREAKER_LIMITS.openMs);
    await (await breaker.enter())?.abandoned();
    expect(await breaker.enter()).toBeDefined();
    expect(await breaker.enter()).toBeUndefined();
    clock.advance(30_000);
    expect(await breaker.enter()).toBeDefined();
  });

  it('does not stay open longer for failures of calls that had begun before', async () => {
    const { breaker, fail, clock } = setUp();
    const early = await breaker.enter();
    await fail(5);
    clock.advance(BREAKER_LIMITS.openMs - 1);
    await early?.failed();
    clock.advance(1);
    expect(await breaker.enter()).toBeDefined();
  });

  it('stores nothing while all is well', async () => {
    const { breaker, state } = setUp();
    await (await breaker.enter())?.succeeded();
    await (await breaker.enter())?.abandoned();
    expect(await state.load('claude')).toBeUndefined();
  });

  it('lets calls through when its state is out of reach, and says so', async () => {
    const broken: BreakerState = {
      load: async () => {
        throw new Error('no table');
      },
      save: async () => false,
    };
    const { breaker, errors } = setUp(broken);
    await (await breaker.enter())?.failed();
    expect(errors).toHaveLength(2);
  });
});
