import { createRecordTable, parseReview } from '@sluice/aws';
import { randomIds, systemClock } from '@sluice/core/runtime';
import { awsClients } from './aws-clients.ts';
import { tableOf } from './look-inside.ts';

/** Puts an open review into the table, without a flow that waits for it; answers its id. */
export async function putReview(given: { tenantId: string; fileId: string; ownerId: string }): Promise<string> {
  const reviews = createRecordTable({
    client: awsClients().dynamoDB,
    tableName: await tableOf('review', 'Reviews'),
    kind: 'REVIEW',
    parse: parseReview,
  });
  const reviewId = randomIds(systemClock)();
  const now = new Date().toISOString();
  const record = {
    ...given,
    reviewId,
    version: 1,
    run: 1,
    status: 'open' as const,
    filename: 'put by a test.txt',
    mimeType: 'text/plain',
    questions: [{ name: 'category', threshold: 0.85 }],
    findingNames: [],
    taskToken: 'nobody waits for this',
    escalated: false,
    deadlineAt: new Date(Date.now() + 3_600_000).toISOString(),
    onExpiry: 'reject' as const,
    correlationId: reviewId,
    priority: 5,
    createdAt: now,
    updatedAt: now,
  };
  await reviews.commit({ key: { tenantId: given.tenantId, id: reviewId }, record, facts: [], expectedVersion: 0 });
  return reviewId;
}
