import { createDynamoDB, createRecordTable, createTenantPolicies, parseFile, parseJob } from '@sluice/aws';
import { lifecycleInputSchema } from '@sluice/contracts';
import { createAppendFacts, createChangeRecord } from '@sluice/core/history';
import { jobResultSchema } from '@sluice/core/process';
import { createPublishFile } from '@sluice/core/publish';
import { systemClock } from '@sluice/core/runtime';
import { lifecycleFromWire } from '@sluice/core/upload';
import { readEnv, step } from '@sluice/lambda';
import * as z from 'zod/mini';
import { envSchema } from './publish-file.env.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const history = createRecordTable({ client, tableName: env.HISTORY_TABLE, kind: 'FILE', parse: parseFile });
const publish = createPublishFile({
  append: createAppendFacts(createChangeRecord({ store: history, clock: systemClock })),
  jobs: createRecordTable({ client, tableName: env.JOBS_TABLE, kind: 'JOB', parse: parseJob }),
  policies: createTenantPolicies({ client, tableName: env.TENANTS_TABLE }),
  clock: systemClock,
});

export const handler = step({
  service: 'publish',
  name: 'publish-file',
  schema: z.extend(lifecycleInputSchema, { jobs: z.array(jobResultSchema) }),
  async handle({ input, log }) {
    const status = await publish(lifecycleFromWire(input), input.jobs);
    log.info('file settled', { file_id: input.file_id, verdict: status });
    return { status };
  },
});
