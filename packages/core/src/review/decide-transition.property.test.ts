import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decideTransition, LEASE_SECONDS, type Verb } from './decide-transition.ts';
import type { Review, ReviewAnswer } from './review-record.ts';
import { OWNER_ID, setUpReview } from './set-up-review.ts';
import { statusAt } from './status-at.ts';

/** The whole of the rules in one small picture, written without looking at them. Times in milliseconds. */
type Model = { lease?: { by: string; until: number }; escalatedBy?: string; end?: { by: string; as: string } };

const PEOPLE = [OWNER_ID, 'anna', 'bert', 'ada'] as const;
const isAdmin = (userId: string) => userId === 'ada';
const answers: readonly ReviewAnswer[] = [
  { decision: 'approve', corrections: {}, comment: '' },
  { decision: 'correct', corrections: { category: 'letter' }, comment: '' },
  { decision: 'reject', corrections: {}, comment: 'no' },
];
const verbs = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Verb>({ verb: 'claim' }) },
  { weight: 3, arbitrary: fc.constantFrom<Verb>({ verb: 'renew' }, { verb: 'release' }) },
  { weight: 3, arbitrary: fc.constantFrom(...answers).map((answer): Verb => ({ verb: 'decide', answer })) },
  { weight: 1, arbitrary: fc.constant<Verb>({ verb: 'escalate', comment: 'help' }) },
);
/** Seconds around what the rules measure in. */
const jump = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(0, 1) },
  { weight: 1, arbitrary: fc.constantFrom(LEASE_SECONDS - 1, LEASE_SECONDS, LEASE_SECONDS + 1, 1200) },
);
const steps = fc.array(fc.record({ step: verbs, userId: fc.constantFrom(...PEOPLE), seconds: jump }), {
  minLength: 1,
  maxLength: 30,
});

function expectedOf(model: Model, step: Verb, userId: string, now: number, deadline: number): 'ok' | 'refused' {
  const held = model.lease !== undefined && model.lease.until > now ? model.lease.by : undefined;
  if (step.verb !== 'release' && userId === OWNER_ID) return 'refused';
  if (['claim', 'renew', 'decide'].includes(step.verb) && model.escalatedBy !== undefined && !isAdmin(userId))
    return 'refused';
  if (model.end !== undefined) {
    return step.verb === 'decide' && model.end.by === userId && model.end.as === step.answer.decision
      ? 'ok'
      : 'refused';
  }
  if (now >= deadline) return 'refused';
  switch (step.verb) {
    case 'claim':
      return held === undefined || held === userId ? 'ok' : 'refused';
    case 'renew':
    case 'decide':
      return held === userId ? 'ok' : 'refused';
    case 'release':
      return held === undefined || held === userId || isAdmin(userId) ? 'ok' : 'refused';
    case 'escalate':
      return (model.escalatedBy ?? userId) === userId && (held ?? userId) === userId ? 'ok' : 'refused';
  }
}

function apply(model: Model, step: Verb, userId: string, now: number, deadline: number): void {
  const until = Math.min(now + LEASE_SECONDS * 1000, deadline);
  const held = model.lease !== undefined && model.lease.until > now;
  if (step.verb === 'renew' || (step.verb === 'claim' && !held)) model.lease = { by: userId, until };
  if (step.verb === 'release' || (step.verb === 'escalate' && model.escalatedBy === undefined)) delete model.lease;
  if (step.verb === 'escalate') model.escalatedBy = userId;
  if (step.verb === 'decide') model.end = { by: userId, as: step.answer.decision };
}

let start: Review;
beforeAll(async () => {
  ({ review: start } = await setUpReview({ deadlineSeconds: 7200 }).open());
});

describe('whatever several people do, in whatever order and however late', () => {
  it('follows the rules: one decision at most, and by whoever held it', () => {
    let decisions = 0;
    fc.assert(
      fc.property(steps, (taken) => {
        const deadline = Date.parse(start.deadlineAt);
        const model: Model = {};
        let review = start;
        let now = Date.parse(start.createdAt);
        const decided: string[] = [];
        for (const { step, userId, seconds } of taken) {
          now += seconds * 1000;
          const expected = expectedOf(model, step, userId, now, deadline);
          const holderBefore = statusAt(review, now) === 'claimed' ? review.claimedBy : undefined;
          let outcome: 'ok' | 'refused' = 'ok';
          try {
            const by = { userId, isAdmin: isAdmin(userId) };
            const transition = decideTransition(review, step, by, { occurredAt: new Date(now).toISOString() });
            const types = transition?.facts.map(({ type }) => type) ?? [];
            if (types.includes('review.decided')) {
              expect(holderBefore).toBe(userId);
              decided.push(userId);
            }
            review = transition?.record ?? review;
          } catch (error) {
            expect(['forbidden', 'state_conflict']).toContain(Object(error).code);
            outcome = 'refused';
          }
          expect({ step, userId, outcome }).toEqual({ step, userId, outcome: expected });
          if (expected === 'ok') apply(model, step, userId, now, deadline);
          const live = model.end === undefined && now < deadline;
          const held = model.lease !== undefined && model.lease.until > now;
          if (live) expect(statusAt(review, now)).toBe(held ? 'claimed' : 'open');
          expect(review.taskToken).toBe(start.taskToken);
        }
        expect(decided.length).toBeLessThanOrEqual(1);
        decisions += decided.length;
      }),
      { numRuns: 1000 },
    );
    // The picture is of something only when decisions happen in it.
    expect(decisions).toBeGreaterThan(100);
  });
});
