import {
  createDynamoDB,
  createRecordTable,
  createStepFunctions,
  createTaskTokens,
  createTenantPolicies,
  parseFile,
  parseReview,
} from '@sluice/aws';
import { reviewRequestSchema } from '@sluice/contracts';
import { createRequestReview } from '@sluice/core/review';
import { systemClock } from '@sluice/core/runtime';
import { lifecycleFromWire } from '@sluice/core/upload';
import { readEnv, step } from '@sluice/lambda';
import { envSchema } from './request-review.env.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const request = createRequestReview({
  history: createRecordTable({ client, tableName: env.HISTORY_TABLE, kind: 'FILE', parse: parseFile }),
  reviews: createRecordTable({ client, tableName: env.REVIEWS_TABLE, kind: 'REVIEW', parse: parseReview }),
  policies: createTenantPolicies({ client, tableName: env.TENANTS_TABLE }),
  tokens: createTaskTokens({ client: createStepFunctions() }),
  clock: systemClock,
});

export const handler = step({
  service: 'review',
  name: 'request-review',
  schema: reviewRequestSchema,
  async handle({ input, log }) {
    const { reviewId, status } = await request({ ...lifecycleFromWire(input), taskToken: input.task_token });
    log.info('file waits for a person', { file_id: input.file_id, review_id: reviewId, verdict: status });
    // What the machine goes on with comes by the token; this is for whoever calls it by hand.
    return { review_id: reviewId, status };
  },
});
