import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClaimReview, createDecideReview } from './act-on-review.ts';
import { createExpireReview } from './expire-review.ts';
import { createRequestReview } from './request-review.ts';
import type { ReviewAnswer } from './review-record.ts';
import { inputOf, reviewer, setUpReview } from './set-up-review.ts';

const approve: ReviewAnswer = { decision: 'approve', corrections: {}, comment: '' };
const reject: ReviewAnswer = { decision: 'reject', corrections: {}, comment: 'no' };
const idOf = (n: number) => `019b76da-a800-7000-8000-${String(n).padStart(12, '0')}`;

describe('fifty reviewers and twenty reviews', () => {
  it('decide each once, and each flow is told what was kept', async () => {
    const world = setUpReview();
    const opened = await Promise.all(Array.from({ length: 20 }, (_, n) => world.open(idOf(n + 1))));
    const claim = createClaimReview(world.deps);
    const decide = createDecideReview(world.deps);
    const ends = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => reviewer(`person-${n}`)).flatMap((person, n) =>
        opened.map(async ({ reviewId }) => {
          await claim(person, reviewId);
          await decide(person, reviewId, n % 2 === 0 ? approve : reject);
        }),
      ),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'state_conflict' });
    }
    for (const { reviewId, taskToken } of opened) {
      const decided = (await world.factsOf(reviewId)).filter(({ fact }) => fact.type === 'review.decided');
      expect(decided).toHaveLength(1);
      const review = await world.load(reviewId);
      expect(review?.decidedBy).toBe(decided[0]?.userId);
      expect(world.tokens.endOf(taskToken)).toMatchObject({
        output: { verdict: review?.status === 'approved' ? 'accepted' : 'rejected' },
      });
    }
  });
});

/** The same port, each call of which happens and answers when the scheduler says so. */
function scheduled<P extends object>(port: P, scheduler: fc.Scheduler): P {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      return async (...args: unknown[]) => {
        await scheduler.schedule(Promise.resolve(), `${String(name)} begins`);
        const answer: unknown = typeof value === 'function' ? await Reflect.apply(value, target, args) : value;
        await scheduler.schedule(Promise.resolve(), `${String(name)} answers`);
        return answer;
      };
    },
  });
}

describe('a decision, the deadline and a run that takes the file up, all at once', () => {
  it('end in one word, which whoever waits is told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const world = setUpReview();
        const { fileId, reviewId } = await world.open();
        await createClaimReview(world.deps)(reviewer('anna'), reviewId);
        await world.resume(fileId, 2);
        const taskToken = world.tokens.issue();
        const deps = {
          ...world.deps,
          reviews: scheduled(world.deps.reviews, scheduler),
          tokens: scheduled(world.deps.tokens, scheduler),
        };
        const ends = Promise.allSettled([
          createDecideReview(deps)(reviewer('anna'), reviewId, approve),
          createRequestReview(deps)({ ...inputOf(fileId, 2), taskToken }),
          createExpireReview(deps)(inputOf(fileId, 2)),
        ]);
        await scheduler.waitIdle();
        const [decision, request, expiry] = await ends;
        expect([request.status, expiry.status]).toEqual(['fulfilled', 'fulfilled']);
        const review = await world.load(reviewId);
        expect(review?.status).toBe(decision.status === 'fulfilled' ? 'approved' : 'expired');
        const verdict = review?.status === 'approved' ? 'accepted' : 'rejected';
        if (expiry.status === 'fulfilled') expect(expiry.value.verdict).toBe(verdict);
        const told = world.tokens.endOf(taskToken);
        // Only the deadline answers by its step and not by the token: the machine had stopped to wait for it.
        if (told !== undefined || verdict === 'accepted') expect(told).toMatchObject({ output: { verdict } });
        const ended = (await world.factsOf(reviewId)).filter(({ fact }) => /decided|expired/.test(fact.type));
        expect(ended).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });
});
