import { describe, expect, it } from 'vitest';
import { createChooseConcurrency } from './choose-concurrency.ts';

/** Sends `parts` of one MB over a line on which each connection brings 1 MB/s, all together `lineMbps`; answers the limits. */
const sendOver = (lineMbps: (part: number) => number, parts: number, { least = 4, most = 16 } = {}) => {
  const choose = createChooseConcurrency({ least, most });
  const limits: number[] = [];
  let atMs = 0;
  let limit = least;
  for (let n = 0; n < parts; n += 1) {
    atMs += 1000 / Math.min(limit, lineMbps(n));
    limit = choose({ bytes: 1e6, atMs });
    limits.push(limit);
  }
  return limits;
};

describe('createChooseConcurrency', () => {
  it('climbs to the most while more bring more', () => {
    expect(sendOver(() => 100, 200).at(-1)).toBe(16);
  });

  it('stops where more bring nothing', () => {
    const limits = sendOver(() => 6, 400);
    expect(limits.slice(100).filter((limit) => limit > 8)).toEqual([]);
  });

  it('stays where it began on a line that is full already', () => {
    expect(sendOver(() => 2, 60).at(-1)).toBe(4);
  });

  it('climbs later when the line has become faster', () => {
    expect(sendOver((part) => (part < 100 ? 4 : 100), 600).at(-1)).toBe(16);
  });

  it('never leaves its bounds', () => {
    for (const limit of sendOver(() => 100, 300, { least: 6, most: 6 })) expect(limit).toBe(6);
    expect(Math.max(...sendOver(() => 100, 300, { least: 4, most: 3 }))).toBe(3);
  });
});
