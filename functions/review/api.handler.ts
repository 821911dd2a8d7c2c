import {
  createDynamoDB,
  createRecordTable,
  createSecretReader,
  createSecretsManager,
  createStepFunctions,
  createTaskTokens,
  parseReview,
} from '@sluice/aws';
import { reviewRoutes } from '@sluice/contracts';
import { createCursorSeal, systemClock } from '@sluice/core/runtime';
import { api, readEnv } from '@sluice/lambda';
import { createEdge } from '../access/edge.ts';
import { envSchema } from './api.env.ts';
import { createReviewHandlers } from './review-handlers.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const edge = createEdge(env, client);
const reviews = createRecordTable({
  client,
  tableName: env.REVIEWS_TABLE,
  kind: 'REVIEW',
  parse: parseReview,
});
const tokens = createTaskTokens({ client: createStepFunctions() });
const cursors = createCursorSeal(
  createSecretReader({ client: createSecretsManager(), secretId: env.CURSOR_SECRET_ID }),
);

export const handler = api({
  service: 'review',
  routes: reviewRoutes,
  handlers: createReviewHandlers({ reviews, tokens, clock: systemClock }, cursors),
  ...edge.access,
});
