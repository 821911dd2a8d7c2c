import { beforeEach, describe, expect, it } from 'vitest';
import { createClaimReview, createDecideReview } from './act-on-review.ts';
import { createExpireReview } from './expire-review.ts';
import { createRequestReview } from './request-review.ts';
import { inputOf, OWNER_ID, reviewer, setUpReview, TENANT } from './set-up-review.ts';

const ACCEPTED = { verdict: 'accepted', reason: '', detail: '', review_seconds: 0 };
const approve = { decision: 'approve', corrections: {}, comment: '' } as const;
let world: ReturnType<typeof setUpReview>;
let request: ReturnType<typeof createRequestReview>;
beforeEach(() => {
  world = setUpReview();
  request = createRequestReview(world.deps);
});

describe('a run that asks a person', () => {
  it('opens a review of what was unsure, with the policy of now', async () => {
    const { fileId, reviewId, taskToken, review } = await world.open();
    expect(await world.load(reviewId)).toEqual(review);
    expect(review).toEqual({
      tenantId: TENANT,
      reviewId,
      fileId,
      version: 1,
      run: 1,
      status: 'open',
      filename: 'holiday photo.final.jpg',
      mimeType: 'image/jpeg',
      ownerId: OWNER_ID,
      questions: [
        {
          name: 'category',
          threshold: 0.9,
          finding: { value: 'invoice', confidence: 0.4, source: 'local' },
        },
        { name: 'moderation', threshold: 0.85 },
      ],
      findingNames: ['category', 'language'],
      taskToken,
      escalated: false,
      deadlineAt: '2026-01-01T01:00:00.000Z',
      onExpiry: 'reject',
      correlationId: 'correlation-1',
      priority: 7,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
    });
    expect(world.tokens.endOf(taskToken)).toBeUndefined();
  });

  it('tells it once, and never with the token', async () => {
    const { fileId, reviewId, taskToken } = await world.open();
    await request({ ...inputOf(fileId), taskToken });
    const facts = await world.factsOf(reviewId);
    expect(facts.map(({ fact }) => fact)).toEqual([
      {
        type: 'review.requested',
        payload: {
          schema_version: 1,
          review_id: reviewId,
          file_id: fileId,
          filename: 'holiday photo.final.jpg',
          unsure: ['category', 'moderation'],
          deadline_at: '2026-01-01T01:00:00.000Z',
        },
      },
    ]);
    expect(JSON.stringify(facts)).not.toContain(taskToken);
  });

  it('that takes the file up again brings its token and finds claim and deadline as they were', async () => {
    const { fileId, reviewId, taskToken } = await world.open();
    const { claimedUntil } = await createClaimReview(world.deps)(reviewer('anna'), reviewId);
    await world.resume(fileId, 2);
    world.clock.advance(60_000);
    const second = world.tokens.issue();
    expect(await request({ ...inputOf(fileId, 2), taskToken: second })).toMatchObject({
      ...{ run: 2, taskToken: second, status: 'claimed', claimedBy: 'anna', claimedUntil },
      deadlineAt: '2026-01-01T01:00:00.000Z',
    });
    await createDecideReview(world.deps)(reviewer('anna'), reviewId, approve);
    expect(world.tokens.endOf(second)).toEqual({ outcome: 'succeeded', output: ACCEPTED });
    expect(world.tokens.endOf(taskToken)).toBeUndefined();
    expect((await world.factsOf(reviewId)).filter(({ fact }) => fact.type === 'review.requested')).toHaveLength(1);
  });

  it('is answered at once where a person has decided', async () => {
    const { fileId, reviewId } = await world.open();
    await createClaimReview(world.deps)(reviewer('anna'), reviewId);
    const reject = { decision: 'reject', corrections: {}, comment: 'blurred' } as const;
    const decided = await createDecideReview(world.deps)(reviewer('anna'), reviewId, reject);
    await world.resume(fileId, 2);
    const second = world.tokens.issue();
    expect(await request({ ...inputOf(fileId, 2), taskToken: second })).toEqual(decided);
    expect(await world.load(reviewId)).toEqual(decided);
    expect(world.tokens.endOf(second)).toEqual({
      outcome: 'succeeded',
      output: { verdict: 'rejected', reason: 'rejected_by_reviewer', detail: 'blurred', review_seconds: 0 },
    });
  });

  it('is answered at once where the deadline has decided', async () => {
    const { fileId } = await world.open();
    await createExpireReview(world.deps)(inputOf(fileId));
    await world.resume(fileId, 2);
    const second = world.tokens.issue();
    await request({ ...inputOf(fileId, 2), taskToken: second });
    expect(world.tokens.endOf(second)).toMatchObject({ output: { verdict: 'rejected', reason: 'review_expired' } });
  });
});

describe('a run that has nothing to ask', () => {
  it('is refused when a later one has its place', async () => {
    const { fileId, taskToken } = await world.open();
    await world.resume(fileId, 2);
    await expect(request({ ...inputOf(fileId), taskToken })).rejects.toMatchObject({ name: 'RunSuperseded' });
    await expect(createExpireReview(world.deps)(inputOf(fileId))).rejects.toMatchObject({ name: 'RunSuperseded' });
  });

  it('is refused when its file does not wait', async () => {
    const { fileId, taskToken } = await world.open();
    await world.publish(fileId);
    await expect(request({ ...inputOf(fileId), taskToken })).rejects.toMatchObject({ name: 'NotInReview' });
    await expect(request({ ...inputOf(fileId, 1, 2), taskToken })).rejects.toMatchObject({ name: 'NotInReview' });
  });

  it('is refused when there is no such file, or nobody was asked', async () => {
    const { fileId } = await world.understand();
    const nobody = inputOf('019b76da-a800-7000-8000-000000000099');
    await expect(request({ ...nobody, taskToken: 't' })).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(createExpireReview(world.deps)(inputOf(fileId))).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it.each([
    ['a later run', { run: 2 }, 'RunSuperseded'],
    ['another content', { version: 2 }, 'NotInReview'],
  ])('has no say over what %s waits for, even before the file knows of it', async (_, later, name) => {
    const { fileId, reviewId, review, taskToken } = await world.open();
    const key = { tenantId: TENANT, id: reviewId };
    const found = await world.deps.reviews.load(key);
    const record = { ...review, ...later };
    await world.deps.reviews.commit({ key, record, facts: [], expectedVersion: found?.version ?? 0 });
    await expect(createExpireReview(world.deps)(inputOf(fileId))).rejects.toMatchObject({ name });
    await expect(request({ ...inputOf(fileId), taskToken })).rejects.toMatchObject({ name });
    expect(await world.load(reviewId)).toEqual(record);
  });
});

describe('a deadline that passes', () => {
  it.each([
    [
      'reject',
      { verdict: 'rejected', reason: 'review_expired', detail: 'nobody looked at it in time', review_seconds: 0 },
    ],
    ['publish', ACCEPTED],
  ] as const)('answers %s as the policy said when it was asked', async (onExpiry, verdict) => {
    world = setUpReview({ onExpiry });
    const { fileId, reviewId } = await world.open();
    await createClaimReview(world.deps)(reviewer('anna'), reviewId);
    expect(await createExpireReview(world.deps)(inputOf(fileId))).toEqual(verdict);
    const review = await world.load(reviewId);
    expect(review).toMatchObject({ status: 'expired' });
    expect(review).not.toHaveProperty('claimedBy');
    expect((await world.factsOf(reviewId)).at(-1)?.fact).toMatchObject({
      type: 'review.expired',
      payload: { answer: onExpiry },
    });
  });

  it('says the same when it is asked again, and tells it once', async () => {
    const { fileId, reviewId } = await world.open();
    const expire = createExpireReview(world.deps);
    expect(await expire(inputOf(fileId))).toEqual(await expire(inputOf(fileId)));
    expect((await world.factsOf(reviewId)).map(({ fact }) => fact.type)).toEqual([
      'review.requested',
      'review.expired',
    ]);
  });

  it('yields to a person who was first', async () => {
    const { fileId, reviewId } = await world.open();
    await createClaimReview(world.deps)(reviewer('anna'), reviewId);
    await createDecideReview(world.deps)(reviewer('anna'), reviewId, approve);
    expect(await createExpireReview(world.deps)(inputOf(fileId))).toEqual(ACCEPTED);
    expect(await world.load(reviewId)).toMatchObject({ status: 'approved', decidedBy: 'anna' });
  });
});
