import { describe, expect, it } from 'vitest';
import { judgePicture } from './judge-picture.ts';
import type { PictureFacts } from './measure-picture.ts';

const page: PictureFacts = {
  background: 0.84,
  colours: 6,
  colourful: 0,
  light: 0.88,
  names: [],
  flat: 0.72,
  edges: 0.19,
  print: 0.36,
};
const photo: PictureFacts = {
  background: 0.05,
  colours: 90,
  colourful: 0.8,
  light: 0.06,
  names: [],
  flat: 0.4,
  edges: 0.05,
  print: 0,
};
const printed = { words: 250, coverage: 0.3 };
const blank = { words: 0, coverage: 0 };
const cat = { label: 'cat', confidence: 0.7, box: { x: 0, y: 0, width: 1, height: 1 } };

describe('the category of a picture', () => {
  it.each([
    ['document', page, printed],
    ['scan', { ...page, flat: 0.2 }, printed],
    ['scan', { ...page, light: 0.4, flat: 0.4 }, printed],
    ['photo', photo, blank],
    ['photo', { ...photo, colourful: 0, colours: 9, background: 0.3 }, blank],
    ['screenshot', { ...page, flat: 0.9, background: 0.66, light: 0.17 }, { words: 40, coverage: 0.1 }],
    ['diagram', { ...page, flat: 0.96, edges: 0.025 }, { words: 4, coverage: 0.02 }],
    ['drawing', { ...photo, flat: 0.97, background: 0.52, colours: 3, edges: 0.006 }, blank],
  ])('is %s', (category, facts, text) => {
    expect(judgePicture({ facts, text }).category).toBe(category);
  });

  it('is surer of a photo of something', () => {
    const facts = { ...photo, flat: 0.7 };
    const { confidence } = judgePicture({ facts, text: blank });
    expect(judgePicture({ facts, text: blank, objects: [cat] }).confidence).toBeGreaterThan(confidence);
  });

  it('is judged by how printed it looks where nothing could read it', () => {
    expect(judgePicture({ facts: page }).category).toBe('document');
  });

  it('is a weak guess where no rule fits', () => {
    const facts = { ...photo, background: 0.7, flat: 0.75, light: 0.6, colourful: 0.05, edges: 0 };
    expect(judgePicture({ facts, text: blank })).toEqual({ category: 'photo', confidence: 0.4 });
  });
});
