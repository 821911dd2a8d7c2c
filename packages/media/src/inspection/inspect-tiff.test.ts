import { describe, expect, it } from 'vitest';
import { inspect } from '../testing/content-from.ts';
import { makeTiff } from '../testing/make-tiff.ts';

describe('a TIFF', () => {
  it.each([false, true])('tells its size in either byte order', async (bigEndian) => {
    const facts = await inspect(makeTiff({ bigEndian }));
    expect(facts).toMatchObject({
      mimeType: 'image/tiff',
      image: { width: 10, height: 10, frames: 1, hasAlpha: false },
    });
    expect(facts).not.toHaveProperty('unparseable');
  });

  it('tells its pages, in whatever order they are chained', async () => {
    expect((await inspect(makeTiff({ next: [2, undefined, 1] }))).image?.frames).toBe(3);
  });

  it('is counted one page further than allowed', async () => {
    const pages = makeTiff({ next: [1, 2, 3, 4, 5, undefined] });
    expect((await inspect(pages, { maxFrames: 2 })).image?.frames).toBe(3);
  });

  it('whose pages go in a circle is unparseable, and keeps its size', async () => {
    expect(await inspect(makeTiff({ next: [1, 0] }))).toMatchObject({
      image: { width: 10, frames: 2 },
      unparseable: 'tiff directories form a circle',
    });
  });

  it('that lost the end of its pixels is unparseable', async () => {
    expect((await inspect(makeTiff().subarray(0, -1))).unparseable).toBe('tiff is shorter than its pixels');
  });

  it('without a size is unparseable', async () => {
    expect((await inspect(makeTiff({ width: 0 }))).unparseable).toBe('tiff does not say its size');
  });
});
