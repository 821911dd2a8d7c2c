import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLEARLY_SAFE, judgeModeration } from './judge-moderation.ts';

const none = { drawing: 0, hentai: 0, neutral: 0, porn: 0, sexy: 0 };

describe('the moderation of a picture', () => {
  it.each([
    ['a photo', { ...none, neutral: 0.95, sexy: 0.05 }, { value: 'safe', confidence: 0.95 }],
    ['a drawing', { ...none, drawing: 0.6, neutral: 0.35, hentai: 0.05 }, { value: 'safe', confidence: 0.95 }],
    ['what is hardly safe', { ...none, neutral: 0.8, porn: 0.2 }, { value: 'unsure', confidence: 0.8 }],
    ['what may be either', { ...none, neutral: 0.5, porn: 0.5 }, { value: 'unsure', confidence: 0.5 }],
    ['what is none of it for sure', { ...none, porn: 0.7, sexy: 0.29 }, { value: 'sexual', confidence: 0.84 }],
  ])('of %s', (_, scores, { value, confidence }) => {
    expect(judgeModeration(scores).value).toBe(value);
    expect(judgeModeration(scores).confidence).toBeCloseTo(confidence);
  });

  it('is sure of nothing but that it is safe', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(share, share, share, share, share), (drawn) => {
        const sum = drawn.reduce((a, b) => a + b, 0) || 1;
        const [drawing, hentai, neutral, porn, sexy] = drawn.map((each) => each / sum) as typeof drawn;
        const { value, confidence } = judgeModeration({ drawing, hentai, neutral, porn, sexy });
        expect(value === 'safe').toBe(confidence >= CLEARLY_SAFE);
      }),
    );
  });
});
