import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedClock } from './clock.ts';
import { deriveId, isUuidV7, randomIds, sequentialIds } from './ids.ts';

const time = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });

describe('random ids', () => {
  it('are UUIDs of version 7, at any time', () => {
    fc.assert(
      fc.property(time, (now) => {
        expect(isUuidV7(randomIds(() => now)())).toBe(true);
      }),
    );
  });

  it('sort by when they were made', () => {
    fc.assert(
      fc.property(time, fc.integer({ min: 1, max: 1e9 }), (now, later) => {
        expect(randomIds(() => now)() < randomIds(() => now + later)()).toBe(true);
      }),
    );
  });

  it('are never the same, even within a millisecond', () => {
    const ids = randomIds(fixedClock());

    expect(new Set(Array.from({ length: 10_000 }, ids)).size).toBe(10_000);
  });
});

describe('sequential ids', () => {
  it('are valid, and count up', () => {
    const ids = sequentialIds(fixedClock());
    const made = [ids(), ids(), ids()];

    expect(made.every(isUuidV7)).toBe(true);
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(3);
  });
});

describe('derived ids', () => {
  const origin = randomIds(fixedClock())();

  it('are the same for the same origin and label, and valid', () => {
    fc.assert(
      fc.property(fc.string(), (label) => {
        expect(deriveId(origin, label)).toBe(deriveId(origin, label));
        expect(isUuidV7(deriveId(origin, label))).toBe(true);
      }),
    );
  });

  it('differ by label and by origin, and keep the time of the origin', () => {
    expect(deriveId(origin, 'a')).not.toBe(deriveId(origin, 'b'));
    expect(deriveId(origin, 'a')).not.toBe(deriveId(randomIds(fixedClock())(), 'a'));
    expect(deriveId(origin, 'a').slice(0, 13)).toBe(origin.slice(0, 13));
  });
});

describe('an id', () => {
  const version4 = '3f2b8f0e-61f2-4a66-b3d1-7e2f5c8a9b04';
  const version7 = '0199c7a0-61f2-7d0b-8e55-0c9a4b1f2e37';

  it.each(['', 'x', version4, version7.toUpperCase(), `${version7}\n`, ` ${version7}`])('is not %j', (text) => {
    expect(isUuidV7(text)).toBe(false);
    expect(isUuidV7(version7)).toBe(true);
  });
});
