import {
  createContentStore,
  createContents,
  createDynamoDB,
  createRecordTable,
  createS3,
  createTenantPolicies,
  parseFile,
  parseJob,
} from '@sluice/aws';
import { type InspectionResult, lifecycleInputSchema, parseJobQueues, queueUrlFor } from '@sluice/contracts';
import { createAppendFacts, createChangeRecord } from '@sluice/core/history';
import { createInspectFile } from '@sluice/core/inspect';
import { systemClock } from '@sluice/core/runtime';
import { lifecycleFromWire } from '@sluice/core/upload';
import { readEnv, step } from '@sluice/lambda';
import { createInspectContent } from '@sluice/media/inspection';
import { createClamdScanner } from '@sluice/media/scanning';
import { envSchema } from './inspect-file.env.ts';

const env = readEnv(envSchema);
const jobQueues = parseJobQueues(env.JOB_QUEUES);
const client = createDynamoDB();
const history = createRecordTable({ client, tableName: env.HISTORY_TABLE, kind: 'FILE', parse: parseFile });
const inspect = createInspectFile({
  history,
  append: createAppendFacts(createChangeRecord({ store: history, clock: systemClock })),
  jobs: createRecordTable({ client, tableName: env.JOBS_TABLE, kind: 'JOB', parse: parseJob }),
  contents: createContentStore({ client: createS3() }),
  registry: createContents({ client, tableName: env.CONTENTS_TABLE }),
  inspect: createInspectContent(scanners()),
  policies: createTenantPolicies({ client, tableName: env.TENANTS_TABLE }),
  renditionsBucket: env.RENDITIONS_BUCKET,
  clock: systemClock,
});

export const handler = step({
  service: 'inspect',
  name: 'inspect-file',
  schema: lifecycleInputSchema,
  async handle({ input, log }): Promise<InspectionResult> {
    const { verdict, jobs } = await inspect(lifecycleFromWire(input));
    const { reason, detail } = verdict.verdict === 'rejected' ? verdict : ({ reason: '', detail: '' } as const);
    log.info('file inspected', { file_id: input.file_id, verdict: verdict.verdict, reason, count: jobs.length });
    return {
      verdict: verdict.verdict,
      reason,
      detail,
      jobs: jobs.map((job) => ({ ...job, queue_url: queueUrlFor(jobQueues, job) })),
    };
  },
});

function scanners() {
  if (env.CLAMD_ADDRESS === '') return [];
  const [host = '', port] = env.CLAMD_ADDRESS.split(':');
  return [createClamdScanner({ host, port: Number(port), maxBytes: Number(env.CLAMD_MAX_BYTES) })];
}
