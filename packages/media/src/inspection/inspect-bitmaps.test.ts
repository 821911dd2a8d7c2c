import { describe, expect, it } from 'vitest';
import { inspect } from '../testing/content-from.ts';
import { makeBitmap } from '../testing/make-bitmap.ts';

describe('a bitmap', () => {
  const valid = { width: 30, height: 20, bits: 24 } as const;

  it('tells its size', async () => {
    expect(await inspect(makeBitmap(valid))).toMatchObject({
      mimeType: 'image/bmp',
      image: { width: 30, height: 20, frames: 1, hasAlpha: false, orientation: 1 },
    });
  });

  it('stored from the top down tells the same size', async () => {
    expect((await inspect(makeBitmap({ ...valid, topDown: true }))).image).toMatchObject({ width: 30, height: 20 });
  });

  it('with fewer bytes than pixels is unparseable', async () => {
    const file = makeBitmap(valid);
    expect((await inspect(file)).unparseable).toBeUndefined();
    expect((await inspect(file.subarray(0, -1))).unparseable).toBe('bmp is shorter than its pixels');
  });
});
