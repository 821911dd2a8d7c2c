import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TAKE, type Probe, seek, skip, take } from './probe.ts';
import { runProbe } from './run-probe.ts';

/** Passes over bytes, looks for a pattern, and tells the three bytes behind it. */
function* tellBehind(over: number, pattern: Buffer): Probe {
  if (!(yield* skip(over))) return { unparseable: 'too short to pass over' };
  if (!(yield* seek(pattern))) return { unparseable: 'no pattern' };
  const bytes = yield* take(3);
  return { unparseable: bytes ? `found ${bytes.toString('hex')}` : 'too short to take' };
}

function run(probe: Probe, content: Buffer, cuts: readonly number[] = []) {
  const probing = runProbe(probe);
  const edges = [0, ...[...cuts].sort((a, b) => a - b), content.length];
  for (let i = 1; i < edges.length; i++) probing.feed(content.subarray(edges[i - 1], edges[i]));
  return probing.finish().unparseable;
}

describe('a probe', () => {
  it.each([
    ['00aabbccddeeff', 1, 'bbcc', 'found ddeeff'],
    ['00aabbccdd', 9, 'bb', 'too short to pass over'],
    ['00aabbccdd', 1, 'bbee', 'no pattern'],
    ['00aabbccdd', 1, 'bbcc', 'too short to take'],
  ])('reads %s', (content, over, pattern, told) => {
    expect(run(tellBehind(over, Buffer.from(pattern, 'hex')), Buffer.from(content, 'hex'))).toBe(told);
  });

  it('is answered the same however the content is cut', () => {
    const few = fc.array(fc.constantFrom(0, 1, 2), { maxLength: 60 }).map((bytes) => Buffer.from(bytes));
    const pattern = fc
      .array(fc.constantFrom(0, 1, 2), { minLength: 1, maxLength: 4 })
      .map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(few, fc.nat(20), pattern, fc.array(fc.nat(60)), (content, over, sought, cuts) => {
        const whole = run(tellBehind(over, sought), content);
        const at = content.indexOf(sought, over);
        const behind = content.subarray(at + sought.length, at + sought.length + 3);
        if (over <= content.length && at >= 0 && behind.length === 3)
          expect(whole).toBe(`found ${behind.toString('hex')}`);
        const inside = cuts.map((cut) => Math.min(cut, content.length));
        expect(run(tellBehind(over, sought), content, inside)).toBe(whole);
        expect(run(tellBehind(over, sought), content, [...content.keys()])).toBe(whole);
      }),
      { numRuns: 500 },
    );
  });

  it('that reads outside what it took has found damage', () => {
    function* careless(): Probe {
      const bytes = yield* take(2);
      return { unparseable: `${bytes?.readUInt32BE(0)}` };
    }
    expect(run(careless(), Buffer.alloc(9))).toBe('a length points outside its block');
  });

  it('that asks for too much at once is a mistake of ours', () => {
    function* greedy(): Probe {
      yield* take(MAX_TAKE + 1);
      return {};
    }
    expect(() => runProbe(greedy())).toThrow('the most is');
  });
});
