import { beforeAll, describe, expect, it } from 'vitest';
import { checkAnswer } from './check-answer.ts';
import type { Corrections, Review, ReviewAnswer } from './review-record.ts';
import { setUpReview } from './set-up-review.ts';

let review: Review;
beforeAll(async () => {
  ({ review } = await setUpReview().open());
  review = { ...review, findingNames: [...review.findingNames, 'width', 'a/b~c', 'entities'] };
});

const answer = (more: Partial<ReviewAnswer>): ReviewAnswer => ({
  ...{ decision: 'correct', corrections: {}, comment: '' },
  ...more,
});
const wrongOf = (given: ReviewAnswer) => {
  try {
    checkAnswer(review, given);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ name: 'RefusedError', code: 'invalid_request' });
    return Object(error).errors;
  }
};

describe('an answer', () => {
  it.each<[string, Partial<ReviewAnswer>]>([
    ['approves', { decision: 'approve' }],
    ['approves with a word', { decision: 'approve', comment: 'fine' }],
    ['rejects with a word', { decision: 'reject', comment: 'blurred' }],
    ['corrects what is asked', { corrections: { category: 'letter' } }],
    ['fills in what was missing', { corrections: { moderation: 'safe' } }],
    ['corrects what nobody asked', { corrections: { language: 'en' } }],
    ['corrects what has no shape of ours', { corrections: { width: { any: [1, null] } } }],
    ['corrects a list', { corrections: { entities: [{ type: 'person', text: 'Ada' }] } }],
  ])('that %s is one', (_, more) => {
    expect(wrongOf(answer(more))).toEqual([]);
  });

  it.each<[string, Partial<ReviewAnswer>, string]>([
    ['corrects nothing', {}, '/corrections'],
    ['approves and corrects', { decision: 'approve', corrections: { category: 'x' } }, '/corrections'],
    ['rejects and corrects', { decision: 'reject', comment: 'x', corrections: { category: 'x' } }, '/corrections'],
    ['rejects without a word', { decision: 'reject' }, '/comment'],
    ['corrects what the file does not have', { corrections: { sentiment: 1 } }, '/corrections/sentiment'],
    ['corrects what every object has', { corrections: { toString: 'x' } }, '/corrections/toString'],
    ['gives a number for a word', { corrections: { category: 7 } }, '/corrections/category'],
    ['gives half an entity', { corrections: { entities: [{ type: 'person' }] } }, '/corrections/entities'],
    ['gives null for a word', { corrections: { moderation: null } }, '/corrections/moderation'],
  ])('that %s is none', (_, more, pointer) => {
    expect(wrongOf(answer(more)).map((wrong: { pointer: string }) => wrong.pointer)).toEqual([pointer]);
  });

  it('is told of everything that is wrong, by pointers as JSON has them', () => {
    review = { ...review, findingNames: review.findingNames.filter((name) => name !== 'a/b~c') };
    const corrections: Corrections = { 'a/b~c': 1, category: 2 };
    expect(wrongOf(answer({ decision: 'reject', corrections }))).toEqual([
      { pointer: '/corrections/a~1b~0c', detail: 'is no finding of this file' },
      { pointer: '/corrections/category', detail: 'does not have the shape of category' },
      { pointer: '/corrections', detail: 'must be left out: decide correct instead of reject' },
      { pointer: '/comment', detail: 'is missing: say why' },
    ]);
  });
});
