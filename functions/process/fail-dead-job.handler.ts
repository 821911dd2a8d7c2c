import {
  createDeadLetters,
  createDynamoDB,
  createRecordTable,
  createStepFunctions,
  createTaskTokens,
  parseJob,
} from '@sluice/aws';
import { deadJobSchema, TASK_DEFINITIONS } from '@sluice/contracts';
import { createFailDeadJob } from '@sluice/core/process';
import { systemClock } from '@sluice/core/runtime';
import { queue, readEnv } from '@sluice/lambda';
import { envSchema } from './fail-dead-job.env.ts';

const env = readEnv(envSchema);
const client = createDynamoDB();
const failDeadJob = createFailDeadJob({
  jobs: createRecordTable({ client, tableName: env.JOBS_TABLE, kind: 'JOB', parse: parseJob }),
  deadLetters: createDeadLetters({ client, tableName: env.DEAD_LETTERS_TABLE }),
  tokens: createTaskTokens({ client: createStepFunctions() }),
  clock: systemClock,
});

/** Where the message of a task gave up. */
function queueOf(task: string): string {
  if (task === 'understand') return 'understanding-requests';
  const ofClass = TASK_DEFINITIONS.get(task)?.class;
  return ofClass === undefined ? 'unknown' : `${ofClass}-jobs`;
}

export const handler = queue({
  service: 'process',
  name: 'fail-dead-job',
  schema: deadJobSchema,
  async handle({ message, messageId, receiveCount, log }) {
    const { job_id, file_id, task } = message.payload;
    await failDeadJob({ messageId, queue: queueOf(task), message, receives: receiveCount });
    log.error('job died', { job_id, file_id, task });
    return undefined;
  },
});
