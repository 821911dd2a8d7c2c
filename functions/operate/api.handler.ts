import {
  createDeadLetters,
  createDynamoDB,
  createProbes,
  createRequeue,
  createS3,
  createSecretReader,
  createSecretsManager,
  createSqs,
  createStepFunctions,
} from '@sluice/aws';
import { operateRoutes, parseJobQueues } from '@sluice/contracts';
import { createCursorSeal } from '@sluice/core/runtime';
import { api, readEnv } from '@sluice/lambda';
import * as z from 'zod/mini';
import { createEdge } from '../access/edge.ts';
import { envSchema } from './api.env.ts';
import { createDeadLetterHandlers } from './dead-letter-handlers.ts';
import { createExecutionHandlers } from './execution-handlers.ts';
import { createHealthHandlers } from './health-handlers.ts';
import { createReconcileDeps } from './reconcile-deps.ts';

const env = readEnv(envSchema);
const dynamoDB = createDynamoDB();
const edge = createEdge(env, dynamoDB);
const sqs = createSqs();
const probes = createProbes({ dynamoDB, s3: createS3(), sqs, stepFunctions: createStepFunctions() });
const history = probes.table(env.HISTORY_TABLE);
const machine = probes.stateMachine(env.STATE_MACHINE_ARN);
const content = probes.bucket(env.CONTENT_BUCKET);
const files = createReconcileDeps(env);
const deadLetters = createDeadLetters({ client: dynamoDB, tableName: env.DEAD_LETTERS_TABLE });
// The queues of one class are made alike: one of them tells of all.
const normalQueues = Object.values(parseJobQueues(env.JOB_QUEUES)).map(({ normal }) => normal);
const queueUrls = z.parse(z.record(z.string(), z.string()), JSON.parse(env.QUEUE_URLS));
const cursors = createCursorSeal(
  createSecretReader({ client: createSecretsManager(), secretId: env.CURSOR_SECRET_ID }),
);

export const handler = api({
  service: 'operate',
  routes: operateRoutes,
  handlers: {
    ...createHealthHandlers({
      upload: [probes.table(env.UPLOADS_TABLE), content, machine],
      inspect: [history, content],
      process: [probes.table(env.JOBS_TABLE), ...normalQueues.map(probes.queue), probes.bucket(env.RENDITIONS_BUCKET)],
      publish: [history],
      catalog: [history],
    }),
    ...createDeadLetterHandlers({ ...files, deadLetters, requeue: createRequeue({ client: sqs, queueUrls }), cursors }),
    ...createExecutionHandlers(files),
  },
  ...edge.access,
});
