import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { NO_TEXT } from './picture-text.ts';
import { keepSureWords, readText } from './read-text.ts';

const word = (text: string, x: number, y: number, confidence = 0.9) => ({
  text,
  confidence,
  box: { x, y, width: 0.1, height: 0.05 },
});

describe('text in a picture', () => {
  it('is lines of the words that were read surely, each with its box', () => {
    const words = [
      word('The', 0.1, 0.1),
      word('old', 0.3, 0.11),
      word('~#', 0.5, 0.1),
      word('house', 0.1, 0.2),
      word('xq', 0.3, 0.2, 0.3),
    ];
    const { lines, words: count } = keepSureWords({ words });
    expect(lines.map(({ text }) => text)).toEqual(['The old', 'house']);
    expect(lines[0]?.box.x).toBe(0.1);
    expect(lines[0]?.box.width).toBeCloseTo(0.3);
    expect(lines[0]?.box.height).toBeCloseTo(0.06);
    expect(count).toBe(3);
  });

  it('is nothing when all that was read is a word or two, or unsure', () => {
    expect(keepSureWords({ words: [word('Leaf', 0.1, 0.1), word('oak', 0.3, 0.1)] })).toEqual(NO_TEXT);
    expect(
      keepSureWords({ words: ['fur', 'bark', 'grass', 'brick'].map((each) => word(each, 0.1, 0.1, 0.5)) }),
    ).toEqual(NO_TEXT);
  });

  it('weighs the confidence by the length of the words', () => {
    const words = [word('immediately', 0.1, 0.1, 1), word('ab', 0.3, 0.1, 0.6), word('cd', 0.5, 0.1, 0.6)];
    expect(keepSureWords({ words }).confidence).toBeCloseTo((11 + 4 * 0.6) / 15);
  });

  it('is read from the picture as it is, or from one of 1600 pixels', async () => {
    const recognize = vi.fn(async (_: Uint8Array) => ({ text: '', confidence: 0, words: [] }));
    const paint = (width: number) =>
      sharp({ create: { width, height: 20, channels: 3, background: 'white' } })
        .webp()
        .toBuffer();
    const small = await paint(1600);
    await readText({ recognize }, small);
    expect(recognize).toHaveBeenLastCalledWith(small);
    await readText({ recognize }, await paint(1920));
    expect(await sharp(recognize.mock.lastCall?.[0]).metadata()).toMatchObject({ format: 'png', width: 1600 });
  });
});
