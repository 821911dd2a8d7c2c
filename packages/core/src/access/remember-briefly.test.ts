import { beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../runtime/index.ts';
import { rememberBriefly } from './remember-briefly.ts';

let clock: ReturnType<typeof fixedClock>;
let asked: string[];
let rows: Map<string, string>;
let read: (name: string) => Promise<string | undefined>;
beforeEach(() => {
  clock = fixedClock();
  asked = [];
  rows = new Map([['a', '1']]);
  const ask = async (name: string) => {
    asked.push(name);
    if (name === 'broken') throw new Error('down');
    return rows.get(name);
  };
  read = rememberBriefly(ask, { clock, keptMs: 15_000, maxKept: 3 });
});

describe('what is remembered briefly', () => {
  it('is asked for once, and again when its time is over', async () => {
    await read('a');
    rows.set('a', '2');
    clock.advance(14_999);
    expect(await read('a')).toBe('1');
    clock.advance(1);
    expect(await read('a')).toBe('2');
    expect(asked).toEqual(['a', 'a']);
  });

  it('is as old as the question, not the answer', async () => {
    let answer: (value: string) => void = () => {};
    const slow = rememberBriefly<string>(() => new Promise((resolve) => (answer = resolve)), {
      clock,
      keptMs: 15_000,
      maxKept: 3,
    });
    const first = slow('a');
    clock.advance(14_999);
    answer('1');
    expect(await first).toBe('1');
    clock.advance(1);
    const second = slow('a');
    answer('2');
    expect(await second).toBe('2');
  });

  it('is also what is not there, no longer than what is', async () => {
    expect(await read('b')).toBeUndefined();
    rows.set('b', '1');
    clock.advance(14_999);
    expect(await read('b')).toBeUndefined();
    clock.advance(1);
    expect(await read('b')).toBe('1');
  });

  it('is shared by those who ask at once', async () => {
    expect(await Promise.all([read('a'), read('a'), read('a')])).toEqual(['1', '1', '1']);
    expect(asked).toEqual(['a']);
  });

  it('is no error', async () => {
    await expect(read('broken')).rejects.toThrow('down');
    await expect(read('broken')).rejects.toThrow('down');
    expect(asked).toEqual(['broken', 'broken']);
  });

  it('is not pushed out by made-up names, which are bounded too', async () => {
    await read('a');
    for (const name of ['x1', 'x2', 'x3', 'x4', 'x5']) await read(name);
    asked.length = 0;
    await read('a');
    await read('x5');
    expect(asked).toEqual([]);
    await read('x1');
    expect(asked).toEqual(['x1']);
  });

  it('is at most so much: the oldest goes first', async () => {
    for (const name of ['b', 'c', 'd']) rows.set(name, '1');
    for (const name of ['a', 'b', 'c', 'd']) await read(name);
    asked.length = 0;
    await read('d');
    expect(asked).toEqual([]);
    await read('a');
    expect(asked).toEqual(['a']);
  });
});
