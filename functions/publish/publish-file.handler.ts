import { createDynamoDB, createRecordTable, parseFile, parseReview } from '@sluice/aws';
import { lifecycleInputSchema } from '@sluice/contracts';
import { createAppendFacts, createAppendInRun, createChangeRecord } from '@sluice/core/history';
import { createPublishFile } from '@sluice/core/publish';
import { reviewDecisionOf } from '@sluice/core/review';
import { systemClock } from '@sluice/core/runtime';
import { lifecycleFromWire } from '@sluice/core/upload';
import { readEnv, step } from '@sluice/lambda';
import { envSchema } from './publish-file.env.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const history = createRecordTable({ client, tableName: env.HISTORY_TABLE, kind: 'FILE', parse: parseFile });
const reviews = createRecordTable({ client, tableName: env.REVIEWS_TABLE, kind: 'REVIEW', parse: parseReview });
const publish = createPublishFile({
  history,
  appendInRun: createAppendInRun(createAppendFacts(createChangeRecord({ store: history, clock: systemClock }))),
  async decisionOf(tenantId, id) {
    const found = await reviews.load({ tenantId, id });
    return found && reviewDecisionOf(found.record);
  },
});

export const handler = step({
  service: 'publish',
  name: 'publish-file',
  schema: lifecycleInputSchema,
  async handle({ input, log }) {
    const status = await publish(lifecycleFromWire(input));
    log.info('file settled', { file_id: input.file_id, verdict: status });
    return { status };
  },
});
