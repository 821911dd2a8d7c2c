import { beforeEach, describe, expect, it } from 'vitest';
import { crashAtCall } from '../runtime/crash-at-call.ts';
import {
  createClaimReview,
  createDecideReview,
  createEscalateReview,
  createReleaseReview,
  createRenewReview,
} from './act-on-review.ts';
import { createExpireReview } from './expire-review.ts';
import type { ReviewAnswer } from './review-record.ts';
import { inputOf, OWNER_ID, reviewer, setUpReview } from './set-up-review.ts';
import { statusAt } from './status-at.ts';

const MINUTE = 60_000;
const anna = reviewer('anna');
const bert = reviewer('bert');
const admin = reviewer('ada', true);
const approve: ReviewAnswer = { decision: 'approve', corrections: {}, comment: '' };
const correct: ReviewAnswer = { decision: 'correct', corrections: { category: 'letter' }, comment: 'a letter' };
const reject: ReviewAnswer = { decision: 'reject', corrections: {}, comment: 'blurred' };
const conflict = (message: RegExp) => ({ code: 'state_conflict', message: expect.stringMatching(message) });

let world: ReturnType<typeof setUpReview>;
let opened: Awaited<ReturnType<ReturnType<typeof setUpReview>['open']>>;
let verbs: ReturnType<typeof verbsOf>;
const verbsOf = ({ deps }: ReturnType<typeof setUpReview>) => ({
  claim: createClaimReview(deps),
  renew: createRenewReview(deps),
  release: createReleaseReview(deps),
  decide: createDecideReview(deps),
  escalate: createEscalateReview(deps),
});
const typesOf = async () => (await world.factsOf(opened.reviewId)).map(({ fact }) => fact.type);
beforeEach(async () => {
  world = setUpReview();
  opened = await world.open();
  verbs = verbsOf(world);
});

describe('a claim', () => {
  it('is a lease of a quarter of an hour', async () => {
    expect(await verbs.claim(anna, opened.reviewId)).toMatchObject({
      ...{ status: 'claimed', claimedBy: 'anna', claimedUntil: '2026-01-01T00:15:00.000Z' },
    });
    const [, claimed] = await world.factsOf(opened.reviewId);
    expect(claimed).toMatchObject({ userId: 'anna', correlationId: 'of anna', priority: 7 });
    expect(claimed?.fact.payload).toMatchObject({ reviewer_id: 'anna', claimed_until: '2026-01-01T00:15:00.000Z' });
  });

  it('keeps everybody else away, and changes nothing when it is made again', async () => {
    await verbs.claim(anna, opened.reviewId);
    world.clock.advance(MINUTE);
    await expect(verbs.claim(bert, opened.reviewId)).rejects.toMatchObject(conflict(/is claimed by anna/));
    await expect(verbs.claim(admin, opened.reviewId)).rejects.toMatchObject(conflict(/is claimed by anna/));
    expect(await verbs.claim(anna, opened.reviewId)).toMatchObject({ claimedUntil: '2026-01-01T00:15:00.000Z' });
    expect(await typesOf()).toEqual(['review.requested', 'review.claimed']);
  });

  it('is over by itself, to the millisecond', async () => {
    await verbs.claim(anna, opened.reviewId);
    world.clock.advance(15 * MINUTE - 1);
    await expect(verbs.claim(bert, opened.reviewId)).rejects.toMatchObject(conflict(/anna/));
    world.clock.advance(1);
    await expect(verbs.decide(anna, opened.reviewId, approve)).rejects.toMatchObject(conflict(/claim it first/));
    expect(await verbs.claim(bert, opened.reviewId)).toMatchObject({ claimedBy: 'bert' });
  });

  it('is longer when renewed, which tells nobody', async () => {
    await verbs.claim(anna, opened.reviewId);
    world.clock.advance(10 * MINUTE);
    expect(await verbs.renew(anna, opened.reviewId)).toMatchObject({ claimedUntil: '2026-01-01T00:25:00.000Z' });
    await expect(verbs.renew(bert, opened.reviewId)).rejects.toMatchObject(conflict(/is claimed by anna/));
    expect(await typesOf()).toEqual(['review.requested', 'review.claimed']);
  });

  it('never outlasts the deadline, after which nothing is possible', async () => {
    world.clock.advance(50 * MINUTE);
    expect(await verbs.claim(anna, opened.reviewId)).toMatchObject({ claimedUntil: '2026-01-01T01:00:00.000Z' });
    world.clock.advance(10 * MINUTE);
    expect(statusAt((await world.load(opened.reviewId)) ?? opened.review, world.clock())).toBe('expired');
    for (const verb of ['claim', 'renew', 'release'] as const) {
      await expect(verbs[verb](anna, opened.reviewId)).rejects.toMatchObject(conflict(/had to be decided until/));
    }
  });

  it('can be given back, by its holder and by an admin', async () => {
    for (const [by, holder] of [
      [anna, anna],
      [admin, bert],
    ] as const) {
      await verbs.claim(holder, opened.reviewId);
      const released = await verbs.release(by, opened.reviewId);
      expect(released.status).toBe('open');
      expect(released).not.toHaveProperty('claimedBy');
      expect((await world.factsOf(opened.reviewId)).at(-1)).toMatchObject({
        userId: by.userId,
        fact: { type: 'review.released', payload: { reviewer_id: holder.userId } },
      });
    }
  });

  it('of somebody else cannot be given back, and what nobody holds can', async () => {
    expect(await verbs.release(bert, opened.reviewId)).toEqual(opened.review);
    await verbs.claim(anna, opened.reviewId);
    await expect(verbs.release(bert, opened.reviewId)).rejects.toMatchObject(conflict(/is claimed by anna/));
  });
});

describe('a decision', () => {
  it.each([
    [approve, 'approved', { verdict: 'accepted', reason: '', detail: '' }],
    [correct, 'corrected', { verdict: 'accepted', reason: '', detail: '' }],
    [reject, 'rejected', { verdict: 'rejected', reason: 'rejected_by_reviewer', detail: 'blurred' }],
  ] as const)('%j lets the flow go on', async (answer, status, verdict) => {
    await verbs.claim(anna, opened.reviewId);
    const review = await verbs.decide(anna, opened.reviewId, answer);
    expect(review).toMatchObject({ status, decidedBy: 'anna' });
    expect(review).not.toHaveProperty('claimedBy');
    expect(world.tokens.endOf(opened.taskToken)).toEqual({
      outcome: 'succeeded',
      output: { ...verdict, review_seconds: 0 },
    });
    const facts = await world.factsOf(opened.reviewId);
    expect(facts.at(-1)).toMatchObject({
      userId: 'anna',
      fact: {
        type: 'review.decided',
        payload: {
          ...{ reviewer_id: 'anna', decision: status, comment: answer.comment },
          changed: Object.keys(answer.corrections),
        },
      },
    });
    expect(JSON.stringify(facts)).not.toContain(opened.taskToken);
  });

  it('needs a claim', async () => {
    await expect(verbs.decide(anna, opened.reviewId, approve)).rejects.toMatchObject(conflict(/claim it first/));
    await verbs.claim(bert, opened.reviewId);
    await expect(verbs.decide(anna, opened.reviewId, approve)).rejects.toMatchObject(conflict(/claimed by bert/));
    expect(world.tokens.endOf(opened.taskToken)).toBeUndefined();
  });

  it('that makes no sense is none, and can be made again', async () => {
    await verbs.claim(anna, opened.reviewId);
    await expect(verbs.decide(anna, opened.reviewId, { ...reject, comment: '' })).rejects.toMatchObject({
      ...{ code: 'invalid_request', errors: [{ pointer: '/comment' }] },
    });
    expect(world.tokens.endOf(opened.taskToken)).toBeUndefined();
    expect(await verbs.decide(anna, opened.reviewId, reject)).toMatchObject({ status: 'rejected' });
  });

  it('is the same when it is made again by the same person, and stands against any other', async () => {
    await verbs.claim(anna, opened.reviewId);
    const decided = await verbs.decide(anna, opened.reviewId, correct);
    world.clock.advance(100 * MINUTE);
    expect(await verbs.decide(anna, opened.reviewId, { ...correct })).toEqual(decided);
    const others: ReviewAnswer[] = [
      approve,
      { ...correct, comment: 'another' },
      { ...correct, corrections: { category: 'photo' } },
    ];
    for (const answer of others) {
      await expect(verbs.decide(anna, opened.reviewId, answer)).rejects.toMatchObject(conflict(/is corrected already/));
    }
    await expect(verbs.decide(bert, opened.reviewId, correct)).rejects.toMatchObject(conflict(/is corrected already/));
    await expect(verbs.claim(bert, opened.reviewId)).rejects.toMatchObject(conflict(/is corrected already/));
    expect((await typesOf()).filter((type) => type === 'review.decided')).toHaveLength(1);
  });

  it('whose word did not reach the flow reaches it with the next try', async () => {
    await verbs.claim(anna, opened.reviewId);
    const { ports } = crashAtCall({ tokens: world.tokens }, 1, 'before');
    const crashing = createDecideReview({ ...world.deps, ...ports });
    await expect(crashing(anna, opened.reviewId, approve)).rejects.toMatchObject({ name: 'Crash' });
    expect(world.tokens.endOf(opened.taskToken)).toBeUndefined();
    await verbs.decide(anna, opened.reviewId, approve);
    expect(world.tokens.endOf(opened.taskToken)).toMatchObject({ output: { verdict: 'accepted' } });
  });

  it('counts even when nobody waits for its token any more', async () => {
    await verbs.claim(anna, opened.reviewId);
    await world.tokens.fail(opened.taskToken, 'States.Timeout', 'gone');
    expect(await verbs.decide(anna, opened.reviewId, approve)).toMatchObject({ status: 'approved' });
  });

  it('comes too late once the deadline has decided', async () => {
    await verbs.claim(anna, opened.reviewId);
    await createExpireReview(world.deps)(inputOf(opened.fileId));
    await expect(verbs.decide(anna, opened.reviewId, approve)).rejects.toMatchObject(conflict(/is expired already/));
  });

  it('is nobody’s on a file of their own, not even an admin’s', async () => {
    for (const owner of [reviewer(OWNER_ID), reviewer(OWNER_ID, true)]) {
      const own = { code: 'forbidden', message: expect.stringContaining('of a file of your own') };
      await expect(verbs.claim(owner, opened.reviewId)).rejects.toMatchObject(own);
      await expect(verbs.decide(owner, opened.reviewId, approve)).rejects.toMatchObject(own);
      await expect(verbs.escalate(owner, opened.reviewId, 'x')).rejects.toMatchObject(own);
    }
  });

  it('is made within a tenant', async () => {
    for (const verb of ['claim', 'renew', 'release'] as const) {
      await expect(verbs[verb]({ ...anna, tenantId: 'globex' }, opened.reviewId)).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });
});

describe('what is escalated', () => {
  beforeEach(async () => {
    await verbs.claim(anna, opened.reviewId);
    await verbs.escalate(anna, opened.reviewId, 'beyond me');
  });

  it('is open again, says who and why, and tells it once', async () => {
    const review = await verbs.escalate(anna, opened.reviewId, 'beyond me');
    expect(review).toMatchObject({
      ...{ status: 'open', escalated: true, escalatedBy: 'anna', escalationComment: 'beyond me' },
    });
    expect(review).not.toHaveProperty('claimedBy');
    expect(await typesOf()).toEqual(['review.requested', 'review.claimed', 'review.escalated']);
    await expect(verbs.escalate(bert, opened.reviewId, 'me too')).rejects.toMatchObject(
      conflict(/is escalated already/),
    );
  });

  it('is an admin’s alone', async () => {
    await expect(verbs.claim(anna, opened.reviewId)).rejects.toMatchObject({
      ...{ code: 'forbidden', message: expect.stringContaining('an admin decides') },
    });
    await expect(verbs.decide(anna, opened.reviewId, approve)).rejects.toMatchObject({ code: 'forbidden' });
    await verbs.claim(admin, opened.reviewId);
    expect(await verbs.decide(admin, opened.reviewId, approve)).toMatchObject({ status: 'approved', decidedBy: 'ada' });
  });

  it('cannot be what another holds', async () => {
    const other = await world.open('019b76da-a800-7000-8000-000000000005');
    await verbs.claim(anna, other.reviewId);
    await expect(verbs.escalate(bert, other.reviewId, 'x')).rejects.toMatchObject(conflict(/claimed by anna/));
  });
});
