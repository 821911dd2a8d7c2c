import { type reviewRoutes, reviewSchema } from '@sluice/contracts';
import type { Review } from '@sluice/core/review';
import { createCursorSeal, fixedClock } from '@sluice/core/runtime';
import { inMemoryRecordStore, inMemoryTaskTokens, VALID_FILE_ID } from '@sluice/core/testing';
import { createLog, type HandlerInput } from '@sluice/lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { createReviewHandlers } from './review-handlers.ts';

const idOf = (n: number) => `019b76da-a800-7000-8000-${String(n).padStart(12, '0')}`;
type Caller = HandlerInput<typeof reviewRoutes.getReview>['principal'];
const anna: Caller = { kind: 'member', userId: 'anna', tenantId: 'acme', roles: ['reviewer'], scopes: 'all' };
const lines: string[] = [];
const log = createLog({ service: 'review', write: (line) => lines.push(line) });

let clock: ReturnType<typeof fixedClock>;
let tokens: ReturnType<typeof inMemoryTaskTokens>;
let handlers: ReturnType<typeof createReviewHandlers>;
beforeEach(async () => {
  clock = fixedClock();
  tokens = inMemoryTaskTokens();
  const reviews = inMemoryRecordStore<Review>();
  handlers = createReviewHandlers(
    { reviews, tokens, clock },
    createCursorSeal(async () => 'secret'),
  );
  for (let n = 1; n <= 3; n += 1) {
    const key = { tenantId: 'acme', id: idOf(n) };
    await reviews.commit({ key, record: reviewOf(idOf(n), tokens.issue()), facts: [], expectedVersion: 0 });
  }
});

function reviewOf(reviewId: string, taskToken: string): Review {
  return {
    tenantId: 'acme',
    reviewId,
    fileId: VALID_FILE_ID,
    version: 1,
    run: 1,
    status: 'open',
    filename: 'a "b".pdf',
    mimeType: 'application/pdf',
    ownerId: 'bert',
    questions: [
      {
        name: 'category',
        threshold: 0.85,
        finding: { value: 'x', confidence: 0.5, source: 'local', evidence: [{ page: 2, quote: 'Invoice' }] },
      },
    ],
    findingNames: ['category'],
    taskToken,
    escalated: false,
    deadlineAt: '2026-01-08T00:00:00.000Z',
    onExpiry: 'reject',
    correlationId: 'c',
    priority: 5,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  };
}

const shared = { headers: {}, correlationId: 'correlation', requestId: 'request', principal: anna };
const call = { ...shared, query: undefined, body: undefined, params: { review_id: idOf(1) } };

describe('a review on the wire', () => {
  it('fits its contract whatever was done to it, and never shows its token', async () => {
    const decide = { decision: 'correct', corrections: { category: 'letter' }, comment: ' a letter ' } as const;
    const second = { ...call, params: { review_id: idOf(2) } };
    const answers = [
      await handlers.getReview({ ...call, log }),
      await handlers.claimReview({ ...call, log }),
      await handlers.renewReview({ ...call, log }),
      await handlers.releaseReview({ ...call, log }),
      await handlers.claimReview({ ...call, log }),
      await handlers.decideReview({ ...call, body: decide, log }),
      await handlers.escalateReview({ ...second, body: { comment: 'help' }, log }),
    ];
    const strict = z.strictObject(reviewSchema.shape);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(z.parse(strict, body)).toEqual(body);
    }
    expect(JSON.stringify(answers)).not.toContain('token');
    expect(lines.join()).toContain('review decided');
    expect(lines.join()).not.toContain('token');
    expect(answers.map(({ body }) => body.status)).toEqual([
      ...['open', 'claimed', 'claimed', 'open', 'claimed', 'corrected', 'open'],
    ]);
    expect(answers[0]?.body.questions[0]?.finding?.evidence).toEqual([{ page: 2, quote: 'Invoice' }]);
    expect(answers[5]?.body).toMatchObject({
      ...{ decided_by: 'anna', corrections: { category: 'letter' }, comment: 'a letter' },
    });
    expect(answers[6]?.body).toMatchObject({ escalated: true, escalated_by: 'anna', escalation_comment: 'help' });
    expect(tokens.endOf('token-1')).toMatchObject({ output: { verdict: 'accepted' } });
  });

  it('is open again when a lease is over, and says nobody holds it', async () => {
    await handlers.claimReview({ ...call, log });
    clock.advance(15 * 60_000);
    const { body } = await handlers.getReview({ ...call, log });
    expect(body.status).toBe('open');
    expect(body).not.toHaveProperty('claimed_by');
  });

  it('cannot be rejected with blanks for a reason', async () => {
    await handlers.claimReview({ ...call, log });
    const rejecting = handlers.decideReview({ ...call, body: { decision: 'reject', comment: ' \n' }, log });
    await expect(rejecting).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('obeys an admin where it obeys no reviewer', async () => {
    await handlers.claimReview({ ...call, log });
    const other = { ...call, principal: { ...anna, userId: 'carl' }, log };
    await expect(handlers.releaseReview(other)).rejects.toMatchObject({ code: 'state_conflict' });
    const admin: Caller = { ...other.principal, roles: ['admin'] };
    expect((await handlers.releaseReview({ ...other, principal: admin })).body.status).toBe('open');
  });
});

describe('the list', () => {
  it('comes in pages of the asked size, with a cursor of this list alone', async () => {
    const list = { ...shared, params: undefined, body: undefined, log };
    const first = await handlers.listReviews({ ...list, query: { limit: 2 } });
    expect(first.body.items.map(({ review_id }) => review_id)).toEqual([idOf(3), idOf(2)]);
    const cursor = first.body.next_cursor ?? '';
    const second = await handlers.listReviews({ ...list, query: { limit: 2, cursor } });
    expect(second.body).toEqual({ items: [expect.objectContaining({ review_id: idOf(1) })] });
    const foreign = { ...anna, tenantId: 'globex' };
    await expect(handlers.listReviews({ ...list, principal: foreign, query: { cursor } })).rejects.toMatchObject({
      code: 'invalid_cursor',
    });
    expect((await handlers.listReviews({ ...list, principal: foreign, query: {} })).body).toEqual({ items: [] });
  });

  it('has another status when it is asked for', async () => {
    await handlers.claimReview({ ...call, log });
    const { body } = await handlers.listReviews({
      ...shared,
      ...{ params: undefined, body: undefined, log },
      query: { status: 'claimed' },
    });
    expect(body.items.map(({ review_id }) => review_id)).toEqual([idOf(1)]);
  });
});
