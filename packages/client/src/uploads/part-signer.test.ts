import { describe, expect, it } from 'vitest';
import { createPartSigner, type PartToSign, type SignedRequest } from './part-signer.ts';

const HOUR = 3_600_000;

type Given = {
  readonly needsChecksums?: boolean;
  readonly life?: number;
  readonly given?: readonly SignedRequest[];
  readonly whenWanted?: () => Promise<void>;
};

const start = (count: number, { needsChecksums = false, life = HOUR, given = [], whenWanted }: Given = {}) => {
  const calls: (readonly PartToSign[])[] = [];
  const clock = { now: 1_000_000 };
  const signer = createPartSigner({
    wanted: Array.from({ length: count }, (_, index) => index + 1),
    given,
    needsChecksums,
    ...(whenWanted && { whenWanted }),
    now: () => clock.now,
    sign: async (parts) => {
      calls.push(parts);
      const expires_at = new Date(clock.now + life).toISOString();
      const headers = { 'x-sum': '{checksum}' };
      return {
        template: { url: 'http://s3/{n}?by={signature}', method: 'PUT', headers, expires_at },
        parts: parts.map(({ n }) => ({ n, signature: `s${n}` })),
      };
    },
  });
  return { signer, calls, clock };
};
const numbersOf = (calls: readonly (readonly PartToSign[])[]) => calls.map((parts) => parts.map(({ n }) => n));

describe('createPartSigner', () => {
  it('makes the request of a part out of the template', async () => {
    const { signer } = start(3);
    expect(await signer.signed({ n: 2, checksum: 'c' })).toMatchObject({ n: 2, url: 'http://s3/2?by=s2' });
  });

  it('uses what is signed already', async () => {
    const given = { n: 1, url: 'http://given', headers: {}, expiresAt: '2100-01-01T00:00:00.000Z' };
    const { signer, calls } = start(1, { given: [given] });
    expect(await signer.signed({ n: 1 })).toBe(given);
    expect(calls).toEqual([]);
  });

  it('signs a hundred ahead, once, however many ask', async () => {
    const { signer, calls } = start(250);
    await Promise.all([1, 2, 3, 100].map((n) => signer.signed({ n })));
    await signer.signed({ n: 101 });
    expect(calls.map((parts) => [parts[0]?.n, parts.length])).toEqual([
      [1, 100],
      [101, 100],
    ]);
  });

  it('signs the next hundred before the last of these are used, so that nobody waits', async () => {
    const { signer, calls } = start(250);
    await signer.signed({ n: 74 });
    expect(calls.map((parts) => [parts[0]?.n, parts.length])).toEqual([[74, 100]]);
    await signer.signed({ n: 148 });
    expect(calls).toHaveLength(1);
    await signer.signed({ n: 149 });
    expect(calls.map((parts) => [parts[0]?.n, parts.length])).toEqual([
      [74, 100],
      [174, 77],
    ]);
  });

  it('does not fail a part that is signed because the next ones could not be', async () => {
    const sign = async (parts: readonly PartToSign[]) => {
      if (parts.some(({ n }) => n > 100)) throw new Error('not now');
      const template = { url: '', method: 'PUT', headers: {}, expires_at: '2100-01-01T00:00:00.000Z' } as const;
      return { template, parts: parts.map(({ n }) => ({ n, signature: '' })) };
    };
    const wanted = Array.from({ length: 200 }, (_, index) => index + 1);
    const signer = createPartSigner({ wanted, given: [], needsChecksums: false, now: () => 0, sign });
    await signer.signed({ n: 1 });
    await expect(signer.signed({ n: 90 })).resolves.toMatchObject({ n: 90 });
    // Long enough for a rejection that nobody handles to be one.
    await new Promise((resolve) => setImmediate(resolve));
    await expect(signer.signed({ n: 101 })).rejects.toThrow('not now');
  });

  it('waits with parts that have checksums until some are wanted, and then signs all there are', async () => {
    const wanted = Promise.withResolvers<void>();
    const { signer, calls } = start(9, { needsChecksums: true, whenWanted: () => wanted.promise });
    const all = [1, 2, 3].map((n) => signer.signed({ n, checksum: 'c' }, 'early'));
    await Promise.resolve();
    expect(calls).toEqual([]);
    wanted.resolve();
    await Promise.all(all);
    expect(numbersOf(calls)).toEqual([[1, 2, 3]]);
  });

  it('holds nothing back once somebody needs it now: a part on its way whose URL has expired', async () => {
    const { signer, calls } = start(9, { needsChecksums: true, whenWanted: () => new Promise(() => {}) });
    const early = signer.signed({ n: 1, checksum: 'c' }, 'early');
    await Promise.resolve();
    await Promise.all([early, signer.signed({ n: 2, checksum: 'c' })]);
    await signer.signed({ n: 3, checksum: 'c' });
    expect(numbersOf(calls)).toEqual([[1, 2], [3]]);
  });

  it('signs parts with checksums when they are asked for, all that wait in one call', async () => {
    const { signer, calls } = start(250, { needsChecksums: true });
    const requests = await Promise.all([1, 2, 3].map((n) => signer.signed({ n, checksum: `sum${n}` })));
    expect(numbersOf(calls)).toEqual([[1], [2, 3]]);
    expect(requests.map(({ headers }) => headers)).toEqual([
      { 'x-sum': 'sum1' },
      { 'x-sum': 'sum2' },
      { 'x-sum': 'sum3' },
    ]);
  });

  it('signs again what has expired by our clock', async () => {
    const { signer, calls, clock } = start(2);
    await signer.signed({ n: 1 });
    clock.now += HOUR;
    expect(Date.parse((await signer.signed({ n: 2 })).expiresAt)).toBe(clock.now + HOUR);
    expect(numbersOf(calls)).toEqual([[1, 2], [2]]);
  });

  it('trusts what was signed a moment ago, because our clock may be wrong', async () => {
    const { signer, calls } = start(1, { life: -HOUR });
    await signer.signed({ n: 1 });
    await signer.signed({ n: 1 });
    expect(calls).toHaveLength(1);
  });

  it('forgets a refused part only when it is still the one it holds', async () => {
    const { signer, calls } = start(1);
    const first = await signer.signed({ n: 1 });
    signer.forget(first);
    const second = await signer.signed({ n: 1 });
    signer.forget(first);
    expect(await signer.signed({ n: 1 })).toBe(second);
    expect(calls).toHaveLength(2);
  });

  it('fails instead of asking for ever when a part is not signed', async () => {
    const template = { url: '', method: 'PUT', headers: {}, expires_at: '2100-01-01T00:00:00.000Z' } as const;
    const sign = async () => ({ template, parts: [] });
    const signer = createPartSigner({ wanted: [1], given: [], needsChecksums: false, now: () => 0, sign });
    await expect(signer.signed({ n: 1 })).rejects.toThrow('part 1 was asked for, but not signed');
  });
});
