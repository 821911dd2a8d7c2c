import { describe, expect, it } from 'vitest';
import { describePicture, MAX_CONFIDENCE } from './describe-picture.ts';
import { NO_TEXT } from './picture-text.ts';

const box = { x: 0, y: 0, width: 1, height: 1 };
const see = (...labels: string[]) => labels.map((label) => ({ label, confidence: 0.6, box }));
const read = (...lines: string[]) => ({
  lines: lines.map((text) => ({ text, confidence: 0.9, box })),
  words: 9,
  coverage: 0.2,
  confidence: 0.9,
});
const photo = { judged: { category: 'photo', confidence: 0.9 }, colours: [], objects: [], text: NO_TEXT } as const;

describe('the description of a picture', () => {
  it.each([
    [{ ...photo, objects: see('cat', 'couch') }, 'A photo of a cat and a couch.'],
    [{ ...photo, objects: see('person', 'bus', 'person', 'apple') }, 'A photo of two people, a bus and an apple.'],
    [{ ...photo, objects: see(...Array.from({ length: 12 }, () => 'sheep')) }, 'A photo of many sheep.'],
    [{ ...photo, objects: see('scissors') }, 'A photo of scissors.'],
    [{ ...photo, colours: ['blue', 'green'] }, 'A photo in blue and green.'],
    [photo, 'A photo.'],
    [
      {
        ...photo,
        judged: { category: 'scan', confidence: 0.7 },
        text: read('The "old" house', 'by the river'),
      } as const,
      'A scan with the text “The old house by the river”.',
    ],
  ])('is a sentence %#', (picture, sentence) => {
    expect(describePicture(picture).sentence).toBe(sentence);
  });

  it('quotes sixty characters at most, and whole words', () => {
    const { sentence } = describePicture({ ...photo, text: read('word '.repeat(30)) });
    expect(sentence).toMatch(/^A photo with the text “(word )+…”\.$/);
    expect(sentence.length).toBeLessThan(90);
  });

  it('is never surer than a list of things can be', () => {
    const objects = [{ label: 'cat', confidence: 0.99, box }];
    expect(describePicture({ ...photo, objects }).confidence).toBe(MAX_CONFIDENCE);
    expect(describePicture(photo).confidence).toBeLessThan(0.5);
  });
});
