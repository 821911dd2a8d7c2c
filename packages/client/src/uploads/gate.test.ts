import { describe, expect, it } from 'vitest';
import { createGate, PausedError } from './gate.ts';

const never = new AbortController().signal;
const settle = () => new Promise((resolve) => setImmediate(resolve));
const enterMany = (gate: ReturnType<typeof createGate>, count: number) => {
  const entered: number[] = [];
  for (let n = 0; n < count; n += 1) void gate.enter(never).then(() => entered.push(n));
  return entered;
};

describe('a gate', () => {
  it('lets in so many at a time, first come first served', async () => {
    const gate = createGate(2);
    const entered = enterMany(gate, 4);
    await settle();
    expect(entered).toEqual([0, 1]);
    gate.leave();
    await settle();
    expect(entered).toEqual([0, 1, 2]);
  });

  it('lets in more, or fewer, when its limit changes', async () => {
    const gate = createGate(1);
    const entered = enterMany(gate, 4);
    gate.limitTo(3);
    await settle();
    expect(entered).toHaveLength(3);
    gate.limitTo(1);
    gate.leave();
    gate.leave();
    await settle();
    expect(entered).toHaveLength(3);
    gate.leave();
    await settle();
    expect(entered).toHaveLength(4);
  });

  it('tells who is in that it is paused, and lets nobody in until it is over', async () => {
    const gate = createGate(1);
    const turn = await gate.enter(never);
    gate.pause();
    expect(turn.reason).toBeInstanceOf(PausedError);
    gate.leave();
    const entered = enterMany(gate, 1);
    await settle();
    expect(entered).toEqual([]);
    gate.resume();
    await settle();
    expect(entered).toEqual([0]);
  });

  it('says when few enough wait at it', async () => {
    const gate = createGate(1);
    enterMany(gate, 4);
    let few = false;
    void gate.whenFewWait(2, never).then(() => {
      few = true;
    });
    await settle();
    expect(few).toBe(false);
    gate.leave();
    await settle();
    expect(few).toBe(true);
  });

  it('says so at once where fewer wait, and not while it is paused', async () => {
    const gate = createGate(1);
    await gate.whenFewWait(0, never);
    gate.pause();
    const controller = new AbortController();
    const told = gate.whenFewWait(0, controller.signal);
    await Promise.race([told.then(() => expect.unreachable('it is paused')), settle()]);
    controller.abort(new Error('enough'));
    await expect(told).rejects.toThrow('enough');
    const again = gate.whenFewWait(0, never);
    gate.resume();
    await again;
  });

  it('is left by who waits and is aborted', async () => {
    const gate = createGate(1);
    await gate.enter(never);
    const controller = new AbortController();
    const waiting = gate.enter(controller.signal);
    const entered = enterMany(gate, 1);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    gate.leave();
    await settle();
    expect(entered).toEqual([0]);
  });
});
