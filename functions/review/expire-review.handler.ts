import { createDynamoDB, createRecordTable, parseFile, parseReview } from '@sluice/aws';
import { lifecycleInputSchema } from '@sluice/contracts';
import { createExpireReview } from '@sluice/core/review';
import { systemClock } from '@sluice/core/runtime';
import { lifecycleFromWire } from '@sluice/core/upload';
import { readEnv, step } from '@sluice/lambda';
import { envSchema } from './expire-review.env.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const expire = createExpireReview({
  history: createRecordTable({ client, tableName: env.HISTORY_TABLE, kind: 'FILE', parse: parseFile }),
  reviews: createRecordTable({ client, tableName: env.REVIEWS_TABLE, kind: 'REVIEW', parse: parseReview }),
  clock: systemClock,
});

export const handler = step({
  service: 'review',
  name: 'expire-review',
  schema: lifecycleInputSchema,
  async handle({ input, log }) {
    const verdict = await expire(lifecycleFromWire(input));
    log.info('review is over', { file_id: input.file_id, verdict: verdict.verdict, reason: verdict.reason });
    return verdict;
  },
});
