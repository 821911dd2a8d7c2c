import { describe, expect, it } from 'vitest';
import { createClaimReview, createDecideReview } from './act-on-review.ts';
import { createGetReview } from './get-review.ts';
import { createListReviews } from './list-reviews.ts';
import { reviewer, setUpReview, TENANT } from './set-up-review.ts';
import { reviewDecisionOf, verdictOfReview } from './verdict-of-review.ts';

const idOf = (n: number) => `019b76da-a800-7000-8000-${String(n).padStart(12, '0')}`;
const approve = { decision: 'approve', corrections: {}, comment: '' } as const;

async function setUp(count: number, decided: number) {
  const world = setUpReview();
  const anna = reviewer('anna');
  for (let n = 1; n <= count; n += 1) {
    const { reviewId } = await world.open(idOf(n));
    if (n <= decided) {
      await createClaimReview(world.deps)(anna, reviewId);
      await createDecideReview(world.deps)(anna, reviewId, approve);
    }
  }
  return { world, list: createListReviews(world.deps) };
}

describe('a list of reviews', () => {
  it('has what waits, and another status when it is asked for', async () => {
    const { list } = await setUp(5, 2);
    expect((await list(TENANT, { limit: 10 })).items.map(({ status }) => status)).toEqual(['open', 'open', 'open']);
    expect((await list(TENANT, { limit: 10 }, 'approved')).items).toHaveLength(2);
    expect((await list('globex', { limit: 10 })).items).toEqual([]);
  });

  it('has what waits by the clock', async () => {
    const { world, list } = await setUp(1, 0);
    const [first] = (await list(TENANT, { limit: 10 })).items;
    await createClaimReview(world.deps)(reviewer('anna'), first?.reviewId ?? '');
    expect((await list(TENANT, { limit: 10 }, 'claimed')).items).toHaveLength(1);
    world.clock.advance(15 * 60_000);
    expect((await list(TENANT, { limit: 10 }, 'claimed')).items).toEqual([]);
    expect((await list(TENANT, { limit: 10 }, 'open')).items).toHaveLength(1);
    world.clock.advance(45 * 60_000);
    expect((await list(TENANT, { limit: 10 })).items).toEqual([]);
    expect((await list(TENANT, { limit: 10 }, 'expired')).items).toHaveLength(1);
  });

  it('leaves nothing out over its pages, each as full as can be and none fuller', async () => {
    const { list } = await setUp(30, 11);
    const seen: string[] = [];
    const sizes: number[] = [];
    let after: string | undefined;
    do {
      const page = await list(TENANT, { limit: 4, ...(after !== undefined && { after }) });
      seen.push(...page.items.map(({ reviewId }) => reviewId));
      sizes.push(page.items.length);
      after = page.next;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(19);
    expect(seen).toEqual(seen.toSorted().toReversed());
    expect(Math.max(...sizes)).toBe(4);
  });

  it('goes out before it has read for ever, and says that it goes on', async () => {
    const { list } = await setUp(15, 15);
    const page = await list(TENANT, { limit: 1 });
    expect(page).toMatchObject({ items: [], next: expect.any(String) });
  });
});

describe('one review', () => {
  it('is the tenant’s or does not exist', async () => {
    const world = setUpReview();
    const { reviewId, review } = await world.open();
    const get = createGetReview(world.deps);
    expect(await get(TENANT, reviewId)).toEqual(review);
    await expect(get('globex', reviewId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('what a review means for its file', () => {
  it('is nothing while it waits, and nothing to publish by once rejected', async () => {
    const { review } = await setUpReview().open();
    expect(verdictOfReview(review)).toBeUndefined();
    expect(reviewDecisionOf(review)).toBeUndefined();
    expect(reviewDecisionOf({ ...review, status: 'claimed', claimedBy: 'anna' })).toBeUndefined();
    expect(reviewDecisionOf({ ...review, status: 'rejected', decidedBy: 'anna', comment: 'no' })).toBeUndefined();
    expect(reviewDecisionOf({ ...review, status: 'expired' })).toBeUndefined();
  });

  it('is who decided, and what is right in their eyes', async () => {
    const { review } = await setUpReview().open();
    expect(reviewDecisionOf({ ...review, status: 'approved', decidedBy: 'anna' })).toEqual({
      ...{ decision: 'approved', decidedBy: 'anna', findings: {} },
    });
    const corrections = { category: 'letter', keywords: ['a'] };
    expect(reviewDecisionOf({ ...review, status: 'corrected', decidedBy: 'anna', corrections })).toEqual({
      decision: 'corrected',
      decidedBy: 'anna',
      findings: {
        category: { value: 'letter', confidence: 1, source: 'person', method: 'review' },
        keywords: { value: ['a'], confidence: 1, source: 'person', method: 'review' },
      },
    });
    expect(reviewDecisionOf({ ...review, status: 'expired', onExpiry: 'publish' })).toEqual({
      ...{ decision: 'expired', decidedBy: 'policy', findings: {} },
    });
  });
});
