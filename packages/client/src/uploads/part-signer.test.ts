import type { SignedPart } from '@sluice/contracts';
import { describe, expect, it } from 'vitest';
import { createPartSigner } from './part-signer.ts';

const HOUR = 3_600_000;
const partOf = (n: number, expires: number): SignedPart => ({
  ...{ n, url: `http://s3/${n}?until=${expires}`, method: 'PUT', headers: {}, size: 1 },
  expires_at: new Date(expires).toISOString(),
});

const start = (count: number, given: readonly SignedPart[] = []) => {
  const calls: (readonly number[])[] = [];
  const clock = { now: 1_000_000 };
  const signer = createPartSigner({
    parts: given,
    wanted: Array.from({ length: count }, (_, index) => index + 1),
    now: () => clock.now,
    signParts: async (numbers) => {
      calls.push(numbers);
      return numbers.map((n) => partOf(n, clock.now + HOUR));
    },
  });
  return { signer, calls, clock };
};

describe('createPartSigner', () => {
  it('signs a hundred ahead, once, however many ask', async () => {
    const { signer, calls } = start(250);
    await Promise.all([1, 2, 3, 100].map((n) => signer.signed(n)));
    await signer.signed(101);
    expect(calls.map((numbers) => [numbers[0], numbers.length])).toEqual([
      [1, 100],
      [101, 100],
    ]);
  });

  it('uses what create signed', async () => {
    const given = partOf(1, 2_000_000);
    const { signer, calls } = start(1, [given]);
    expect(await signer.signed(1)).toBe(given);
    expect(calls).toEqual([]);
  });

  it('signs again what has expired by our clock', async () => {
    const { signer, calls, clock } = start(2);
    await signer.signed(1);
    clock.now += HOUR;
    expect(Date.parse((await signer.signed(2)).expires_at)).toBe(clock.now + HOUR);
    expect(calls).toEqual([[1, 2], [2]]);
  });

  it('trusts what was signed a moment ago, because our clock may be wrong', async () => {
    const { signer, calls } = start(1, [partOf(1, 0)]);
    await signer.signed(1);
    expect(calls).toEqual([]);
  });

  it('forgets a refused part only when it is still the one it holds', async () => {
    const { signer, calls } = start(1);
    const first = await signer.signed(1);
    signer.forget(first);
    const second = await signer.signed(1);
    signer.forget(first);
    expect(await signer.signed(1)).toBe(second);
    expect(calls).toHaveLength(2);
  });

  it('fails instead of asking for ever when a part is not signed', async () => {
    const signer = createPartSigner({ parts: [], wanted: [1], now: () => 0, signParts: async () => [] });
    await expect(signer.signed(1)).rejects.toThrow('part 1 was asked for, but not signed');
  });
});
